package dev.fxprof.api;

/**
 * The switches of a recording, as scripts and the command line use them.
 *
 * <p>Threads: may be called from the profiled thread or any other; a change takes effect from the
 * next span on.
 */
public interface SpanControl {
    /** Shortest flush interval in milliseconds. */
    int MIN_FLUSH_MILLIS = 1;

    /** Longest flush interval in milliseconds. */
    int MAX_FLUSH_MILLIS = 1000;

    /** Records every resource from now on, but for those disabled by name. */
    void enable();

    /** Records nothing from now on. */
    void disable();

    /**
     * Records this resource. The first call limits the recording to the resources named so.
     *
     * @param resource name of the resource
     */
    void enableForResource(String resource);

    /**
     * Leaves this resource out.
     *
     * @param resource name of the resource
     */
    void disableForResource(String resource);

    /**
     * Sets how long the drain lets records gather.
     *
     * @param millis {@value #MIN_FLUSH_MILLIS} to {@value #MAX_FLUSH_MILLIS}
     * @throws IllegalArgumentException outside that range
     */
    void setFlushIntervalMillis(int millis);

    /**
     * Where scripts ask for exports of the recording.
     *
     * @return exports that refuse, unless whoever records has some
     */
    default CaptureExports exports() {
        return CaptureExports.refusing("nothing is written here that could be exported");
    }

    /**
     * Where scripts ask for live figures to be sent to.
     *
     * @return a stream that refuses, unless whoever records has one
     */
    default StreamControl stream() {
        return StreamControl.refusing("nothing is streamed here");
    }
}

package dev.fxprof.live.aggregate;

import dev.fxprof.api.SpanKind;

/** Is told what {@link LiveAggregates} sees, on the thread that adds, for counters that only grow. */
public interface LiveListener {
    /**
     * A tick is over.
     *
     * @param nanos its duration
     */
    void tick(long nanos);

    /**
     * A resource's part of a tick that is over.
     *
     * @param resource its name
     * @param nanos its self time in it
     */
    void resourceTick(String resource, long nanos);

    /**
     * An event's handler, a native or a task has run.
     *
     * @param resource resource that is billed
     * @param kind which of them
     * @param name its name
     * @param calls how many calls it stands for
     * @param nanos self time of all of them
     */
    void call(String resource, SpanKind kind, String name, long calls, long nanos);

    /**
     * A resource has sent or received something.
     *
     * @param resource its name
     * @param sent whether it sent it
     * @param bytes how much, each message once
     */
    void traffic(String resource, boolean sent, long bytes);

    /**
     * The memory of a resource's runtimes has changed.
     *
     * @param resource its name
     * @param bytes how much it is now
     */
    void memory(String resource, long bytes);

    /**
     * The profiler took some of the server's time.
     *
     * @param nanos how much
     */
    void profiler(double nanos);
}

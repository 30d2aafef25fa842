package dev.fxprof.api;

/** Gives threads their recorders. */
public interface SpanRecorders {
    /**
     * Makes a recorder for the calling thread.
     *
     * @param threadName name of the thread's track
     * @return the recorder, which records nothing if there is no room for another thread
     */
    SpanRecorder newRecorder(String threadName);

    /**
     * Closes the recorder's open spans and ends its track.
     *
     * @param recorder what {@link #newRecorder} gave to the calling thread
     */
    void retire(SpanRecorder recorder);
}

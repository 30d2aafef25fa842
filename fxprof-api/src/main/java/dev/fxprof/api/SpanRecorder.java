package dev.fxprof.api;

/**
 * What a hook calls on the thread that is being profiled.
 *
 * <p>Assumptions: one thread uses a recorder. Spans nest: {@link #end} closes the newest first.
 *
 * <p>Guarantees: no call allocates after warm-up, locks, blocks, makes a system call or throws into
 * the script. When the ring is full the record is dropped and counted. A span whose site is muted,
 * or that begins while recording is off, costs a few stores and no clock reading.
 *
 * <p>Progress: every call finishes in a bounded number of steps, whatever the drain does; only
 * {@link #suspend} and {@link #resume} take time in proportion to the open spans of the coroutine.
 */
public interface SpanRecorder {
    /** A token that {@link #end} ignores. */
    int NOT_RECORDED = -1;

    /** Player source of a span that no player caused. */
    int NO_SOURCE = 0;

    /**
     * Whether spans that begin now are recorded.
     *
     * @return true while recording
     */
    boolean isRecording();

    /**
     * Begins a span on the running coroutine.
     *
     * @param site id from the site table
     * @return token for {@link #end}
     */
    int begin(int site);

    /**
     * Begins a span that another span caused earlier, across a queue.
     *
     * @param site id from the site table
     * @param cause id of the span that caused it, or 0
     * @param causeTicks {@link #ticks()} when it was queued
     * @param source number of the player who caused it, or {@link #NO_SOURCE}
     * @return token for {@link #end}
     */
    int begin(int site, long cause, long causeTicks, int source);

    /**
     * Ends a span, and with it every span above it that an error left open.
     *
     * @param token what {@link #begin} returned
     */
    void end(int token);

    /**
     * Enters a script function. Calls pair with {@link #leaveFunction()} on the same coroutine.
     *
     * @param site id from the site table, or 0 for a function that is not to be recorded
     */
    void enterFunction(int site);

    /** Leaves the innermost function, normally or by an error. Regions opened in it stay open. */
    void leaveFunction();

    /**
     * Opens a region that the script closes by hand. It may outlive the function that opened it,
     * never the runtime entry.
     *
     * @param site id from the site table
     */
    void beginRegion(int site);

    /**
     * Site of the innermost open region of the running coroutine.
     *
     * @return its site id, or 0 if none is open
     */
    int openRegion();

    /** Closes the innermost open region of the running coroutine, if there is one. */
    void endRegion();

    /**
     * A mark for {@link #unwindRegions}, taken where a script guards a call.
     *
     * @return opaque mark
     */
    long regionMark();

    /**
     * Closes the regions opened since a mark: the error that a guard caught has jumped over them.
     *
     * @param mark what {@link #regionMark()} returned
     */
    void unwindRegions(long mark);

    /**
     * Id of the innermost recorded span, to be kept by work that it queues.
     *
     * @return span id, or 0 if none is open
     */
    long currentSpan();

    /**
     * Reads the recorder's clock.
     *
     * @return ticks of that clock, later than any reading before
     */
    long ticks();

    /**
     * The newest reading of the recorder's clock. Right after a span has ended or was suspended that is
     * the last moment of its slice, from which what it causes from now on begins.
     *
     * @return ticks of that clock; before the first reading a moment before all others
     */
    long lastTicks();

    /**
     * Makes the span stack of a new coroutine.
     *
     * @return an empty stack
     */
    SpanStack newStack();

    /**
     * Puts a coroutine's open spans back on the track, above the spans open now.
     *
     * @param stack the coroutine's stack
     */
    void resume(SpanStack stack);

    /**
     * Takes a coroutine's open spans off the track because it yields.
     *
     * @param stack the stack that was resumed last; those above it, which a stack overflow within a
     *     switch left on the track, are suspended first
     */
    void suspend(SpanStack stack);

    /**
     * Closes all spans of a coroutine because it ended, and takes it off the track.
     *
     * @param stack the stack that was resumed last; those above it, which a stack overflow within a
     *     switch left on the track, are suspended first
     */
    void finish(SpanStack stack);

    /**
     * Records a counter.
     *
     * @param site site whose name the counter carries
     * @param value its new value
     */
    void counter(int site, double value);
}

package dev.fxprof.bench.queue;

/** What a consumer does when it found few records. */
public enum DrainPolicy {
    /** Looks again at once. */
    EAGER,
    /** Lets records gather for 5 microseconds, as a drain should. */
    LAZY,
    /** Sleeps as long as the shortest flush interval that a drain takes, 1 millisecond. */
    PARKED
}

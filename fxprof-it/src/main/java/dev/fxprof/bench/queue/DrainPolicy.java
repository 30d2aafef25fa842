package dev.fxprof.bench.queue;

/** What a consumer does when it found few records. */
public enum DrainPolicy {
    /** Looks again at once. */
    EAGER,
    /** Lets records gather for 5 microseconds, as a drain should. */
    LAZY,
    /** Sleeps for 50 microseconds. */
    PARKED
}

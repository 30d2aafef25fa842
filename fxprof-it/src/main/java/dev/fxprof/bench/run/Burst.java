package dev.fxprof.bench.run;

/** Size of what is timed at once: long enough for the clock around it to vanish. */
public final class Burst {
    /** Operations an invocation. */
    public static final int SIZE = 256;

    private Burst() {
    }
}

package dev.fxprof.ringbuffer;

import dev.fxprof.api.Clock;

/**
 * A moment by two clocks.
 *
 * @param tick by a producer's
 * @param nanos by the machine's monotonic one
 * @param uncertainty between which two readings of the latter it lies, nanoseconds apart
 */
record ClockPair(long tick, long nanos, long uncertainty) {
    private static final int TRIES = 8;

    /** Reads both clocks several times and keeps the closest pair: the first may be slow. */
    static ClockPair closest(Clock clock) {
        ClockPair best = null;
        for (int i = 0; i < TRIES; i++) {
            long before = System.nanoTime();
            long tick = clock.ticks();
            long after = System.nanoTime();
            if (best == null || after - before < best.uncertainty) {
                best = new ClockPair(tick, before + (after - before) / 2, after - before);
            }
        }
        return best;
    }
}

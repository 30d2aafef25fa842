package dev.fxprof.ringbuffer;

import dev.fxprof.api.SpanControl;

/**
 * How a recording is set up.
 *
 * @param on whether it records from the start
 * @param ringSlots records a ring holds, a power of two from 16 to 16,777,216; 64 bytes each
 * @param flushMillis how long the drain lets records gather, 1 to 1000 milliseconds
 * @param batchSize records the drain takes at a time, 1 or more
 * @param producers threads that can record at the same time, 1 to 1000; each has a ring
 * @param clock what spans are stamped with
 * @param overheadBudgetPercent what recording may cost, percent of the ticks' time, above 0 to 100,
 *     or 0 for no limit
 */
public record RecordingOptions(boolean on, int ringSlots, int flushMillis, int batchSize,
        int producers, Clocks clock, double overheadBudgetPercent) {
    /** 65,536 slots (4 MiB), 16 ms, batches of 1,024, one thread, the best clock, on. */
    public static final RecordingOptions DEFAULT = new RecordingOptions(true, 1 << 16, 16, 1024, 1,
            Clocks.AUTO);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range; the sentence says which
     */
    public RecordingOptions {
        if (ringSlots < 16 || ringSlots > 1 << 24 || Integer.bitCount(ringSlots) != 1) {
            throw new IllegalArgumentException(
                    "ring slots must be a power of two from 16 to 16777216, got " + ringSlots);
        }
        if (flushMillis < SpanControl.MIN_FLUSH_MILLIS
                || flushMillis > SpanControl.MAX_FLUSH_MILLIS) {
            throw new IllegalArgumentException("flush interval must be from "
                    + SpanControl.MIN_FLUSH_MILLIS + " to " + SpanControl.MAX_FLUSH_MILLIS
                    + " milliseconds, got " + flushMillis);
        }
        if (producers < 1 || producers > 1000) {
            throw new IllegalArgumentException(
                    "producers must be from 1 to 1000, got " + producers);
        }
        if (!(overheadBudgetPercent >= 0 && overheadBudgetPercent <= 100)) {
            throw new IllegalArgumentException(
                    "overhead budget must be above 0 to 100 percent, got "
                            + overheadBudgetPercent);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
        }
    }

    /**
     * A set-up without a limit for what recording costs.
     *
     * @param on whether it records from the start
     * @param ringSlots records a ring holds
     * @param flushMillis how long the drain lets records gather
     * @param batchSize records the drain takes at a time
     * @param producers threads that can record at the same time
     * @param clock what spans are stamped with
     * @throws IllegalArgumentException if a value is out of its range; the sentence says which
     */
    public RecordingOptions(boolean on, int ringSlots, int flushMillis, int batchSize,
            int producers, Clocks clock) {
        this(on, ringSlots, flushMillis, batchSize, producers, clock, 0);
    }
}

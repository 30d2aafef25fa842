package dev.fxprof.live.view;

/**
 * Durations of the ticks of a window.
 *
 * @param count ticks
 * @param meanNanos mean
 * @param p50Nanos median
 * @param p99Nanos 99th percentile
 * @param maxNanos the longest
 * @param overBudget ticks that took longer than their interval allows
 */
public record TickSummary(long count, long meanNanos, long p50Nanos, long p99Nanos, long maxNanos,
        long overBudget) {}

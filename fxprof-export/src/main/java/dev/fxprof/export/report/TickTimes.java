package dev.fxprof.export.report;

/**
 * Durations of the ticks.
 *
 * @param meanNanos mean, 0 without ticks
 * @param p50Nanos median
 * @param p99Nanos 99th percentile
 * @param maxNanos longest
 * @param p95Nanos 95th percentile
 */
public record TickTimes(long meanNanos, long p50Nanos, long p99Nanos, long maxNanos,
        long p95Nanos) {}

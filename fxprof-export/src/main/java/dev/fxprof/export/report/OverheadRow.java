package dev.fxprof.export.report;

/**
 * Time that no script asked for.
 *
 * @param name {@code scheduler}, {@code reference calls} or {@code profiler}
 * @param calls activations; for the profiler, slices
 * @param selfNanos self time
 * @param tickPercent self time as a share of all ticks; of the recorded time where there are none
 */
public record OverheadRow(String name, long calls, long selfNanos, double tickPercent) {}

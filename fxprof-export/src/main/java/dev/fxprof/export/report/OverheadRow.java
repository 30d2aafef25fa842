package dev.fxprof.export.report;

/**
 * Time that no script asked for.
 *
 * @param name {@code scheduler}, {@code reference calls}, {@code profiler} or {@code left out}
 * @param calls activations; for the profiler, slices or records; of what was left out, entries and spans
 * @param selfNanos self time
 * @param tickPercent self time as a share of all ticks; of the recorded time where there are none
 */
public record OverheadRow(String name, long calls, long selfNanos, double tickPercent) {}

package dev.fxprof.export.report;

import dev.fxprof.api.SpanKind;
import java.util.Comparator;
import java.util.OptionalDouble;

/**
 * One event, export, thread, command, native, function, region or task.
 *
 * @param resource resource that is billed; for a native, the one that called it most often
 * @param kind which table the row belongs to
 * @param name name of the event, export, native, function or region
 * @param file source as {@code @resource/path.lua}, or an empty string
 * @param line first line, or 0
 * @param calls activations
 * @param slices stretches of them
 * @param selfNanos time in the row itself, recorded callees left out
 * @param totalNanos time with at least one of its slices open; recursion counts once
 * @param p50Nanos median duration of a slice
 * @param p99Nanos 99th percentile of the duration of a slice
 * @param maxNanos longest slice
 * @param tickPercent self time as a share of all ticks; of the recorded time where there are none;
 *     without what ran on workers
 * @param growthPercent by how much its median self time in the last fifth of the run exceeds that
 *     in the first; empty for other kinds than functions, for fewer than 20 calls in either fifth, and
 *     for a first median below 200 ns
 * @param recordedEvery of how many calls one was recorded at the end, 1 for every call, 0 for none;
 *     where it is not 1, calls and times are estimates
 * @param meanNanos mean duration of a slice
 * @param p95Nanos 95th percentile of the duration of a slice
 * @param callsPerSecond calls by seconds of server time, see {@link Report#serverNanos()}
 */
public record Row(String resource, SpanKind kind, String name, String file, int line, long calls,
        long slices, long selfNanos, long totalNanos, long p50Nanos, long p99Nanos, long maxNanos,
        double tickPercent, OptionalDouble growthPercent, long recordedEvery, long meanNanos,
        long p95Nanos, double callsPerSecond) {
    static final Comparator<Row> BY_SELF_TIME = Comparator.comparingLong(Row::selfNanos).reversed()
            .thenComparing(Row::name).thenComparing(Row::resource).thenComparing(Row::file)
            .thenComparingInt(Row::line);
}

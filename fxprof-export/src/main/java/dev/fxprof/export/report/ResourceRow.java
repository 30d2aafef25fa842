package dev.fxprof.export.report;

import java.util.Comparator;

/**
 * One resource.
 *
 * @param name name of the resource
 * @param calls activations that entered it from another resource or from outside
 * @param selfNanos self time of all its slices, the natives that it called included
 * @param totalNanos time with at least one of its slices open, what it called elsewhere included
 * @param p50Nanos median of its self time a tick, over the ticks in which it ran
 * @param p99Nanos 99th percentile of its self time a tick, over the ticks in which it ran
 * @param maxNanos its self time in the tick where that was largest
 * @param tickPercent self time as a share of all ticks; of the recorded time where there are none
 * @param meanNanos mean of its self time a tick, over the ticks in which it ran
 * @param p95Nanos 95th percentile of its self time a tick, over the ticks in which it ran
 * @param callsPerSecond calls by seconds of server time, see {@link Report#serverNanos()}
 */
public record ResourceRow(String name, long calls, long selfNanos, long totalNanos, long p50Nanos,
        long p99Nanos, long maxNanos, double tickPercent, long meanNanos, long p95Nanos,
        double callsPerSecond) {
    static final Comparator<ResourceRow> BY_SELF_TIME = Comparator
            .comparingLong(ResourceRow::selfNanos).reversed().thenComparing(ResourceRow::name);
}

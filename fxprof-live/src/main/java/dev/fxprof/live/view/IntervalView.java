package dev.fxprof.live.view;

import java.util.List;

/**
 * What an interval, or a capture, amounts to.
 *
 * @param source where the figures come from, and so how exact they are
 * @param fromMillis begin of what is covered
 * @param toMillis end of what is covered
 * @param coveredNanos server time that rates refer to
 * @param tick its ticks
 * @param resources its resources, the most self time first
 */
public record IntervalView(Source source, long fromMillis, long toMillis, long coveredNanos,
        TickSummary tick, List<Row> resources) {
    /** Where figures come from. */
    public enum Source {
        /** Single spans: as exact as a report. */
        SPANS,
        /**
         * Whole minutes of the store, with up to 50 resources each. Sums are exact; the median of ticks
         * is the mean of the minutes' medians by their ticks, that of a resource the mean of the minutes
         * in which it is, a 99th percentile the highest of the minutes'.
         */
        MINUTES,
        /** Nothing is kept of that time. */
        NOTHING
    }

    /**
     * One resource.
     *
     * @param name its name
     * @param calls activations that entered it from another resource or from outside
     * @param selfNanos self time, the natives that it called included
     * @param totalNanos time with at least one of its slices open
     * @param tickPercent self time as a share of all ticks; of the interval where it has no ticks
     * @param p50Nanos median of its self time a tick, over the ticks in which it ran
     * @param p99Nanos 99th percentile of the same
     * @param maxNanos its self time in the tick where that was largest
     */
    public record Row(String name, long calls, long selfNanos, long totalNanos, double tickPercent,
            long p50Nanos, long p99Nanos, long maxNanos) {}

    /** Keeps a copy of the list. */
    public IntervalView {
        resources = List.copyOf(resources);
    }
}

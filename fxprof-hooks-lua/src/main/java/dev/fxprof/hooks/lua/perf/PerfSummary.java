package dev.fxprof.hooks.lua.perf;

import java.util.List;

/**
 * What was heard of a server.
 *
 * @param threads its threads that ticked or hitched
 * @param polls how it answered when asked for its metrics
 */
public record PerfSummary(List<Row> threads, PerfCounts polls) {
    /**
     * A thread of the server.
     *
     * @param name what the server calls it
     * @param ticks ticks counted
     * @param p50Seconds bound that half of the ticks keep; infinite if it is over the last bound
     * @param p99Seconds bound that 99 of 100 ticks keep; infinite if it is over the last bound
     * @param meanSeconds mean time of a tick
     * @param hitches ticks that came late
     * @param longestMillis longest interval between two ticks among them
     */
    public record Row(String name, long ticks, double p50Seconds, double p99Seconds,
            double meanSeconds, long hitches, int longestMillis) {}
}

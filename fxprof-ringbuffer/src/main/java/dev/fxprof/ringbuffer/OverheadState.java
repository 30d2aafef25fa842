package dev.fxprof.ringbuffer;

import dev.fxprof.api.SpanCost;

/**
 * How the profiler keeps to its budget.
 *
 * @param budgetPercent what recording may cost, percent of the ticks' time
 * @param estimatedPercent what it costs now, by the cost of a span and the number of calls
 * @param isMet whether the estimate is within the budget
 * @param steps changes of what is recorded, so far
 * @param sampledSites functions and natives of which only some calls are recorded
 * @param notCountedSites those of which no call is recorded
 * @param cost what a call costs, recorded or not
 */
public record OverheadState(double budgetPercent, double estimatedPercent, boolean isMet,
        long steps, int sampledSites, int notCountedSites, SpanCost cost) {}

package dev.fxprof.live.hitch;

import dev.fxprof.export.report.Hitch;

/**
 * A rule that was broken.
 *
 * @param rule the rule
 * @param hitch what broke it, and its culprit
 * @param nanos the value that is over the limit: a duration, or a resource's self time
 * @param endNanos end of what broke it, nanoseconds of the stream
 * @param outsideNanos of an interval what lies outside the tick or span that is to blame; 0 otherwise
 * @param spread what the tick was spread over, if it is itself the culprit; null otherwise
 */
public record Broken(HitchRule rule, Hitch hitch, long nanos, long endNanos, long outsideNanos,
        Spread spread) {
    /**
     * What a tick without a single culprit was spread over.
     *
     * @param resource the resource that took the most itself; empty if there is none
     * @param nanos how much
     * @param calls how many calls the tick made
     */
    public record Spread(String resource, long nanos, long calls) {}
}

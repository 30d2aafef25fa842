package dev.fxprof.live.hitch;

import dev.fxprof.export.report.Hitch;

/**
 * A rule that was broken.
 *
 * @param rule the rule
 * @param hitch what broke it, and its culprit
 * @param nanos the value that is over the limit: a duration, or a resource's self time
 * @param endNanos end of what broke it, nanoseconds of the stream
 * @param outsideNanos of an interval what lies outside its tick; 0 otherwise
 */
public record Broken(HitchRule rule, Hitch hitch, long nanos, long endNanos, long outsideNanos) {}

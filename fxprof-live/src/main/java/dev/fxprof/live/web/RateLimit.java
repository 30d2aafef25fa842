package dev.fxprof.live.web;

import java.util.function.LongSupplier;

/**
 * Lets a number of things happen at once, and then so many a second.
 *
 * <p>Assumptions: none. Guarantees: never more than burst + rate × time. Progress: callers wait for each
 * other for some nanoseconds.
 */
final class RateLimit {
    private static final double NANOS = 1e9;

    private final double burst;
    private final double perSecond;
    private final LongSupplier clock;
    private double left;
    private long last;

    RateLimit(double burst, double perSecond, LongSupplier clock) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.clock = clock;
        left = burst;
        last = clock.getAsLong();
    }

    synchronized boolean take() {
        long now = clock.getAsLong();
        left = Math.min(burst, left + (now - last) / NANOS * perSecond);
        last = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}

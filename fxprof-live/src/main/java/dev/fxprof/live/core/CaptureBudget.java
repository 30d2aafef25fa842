package dev.fxprof.live.core;

/**
 * Allows some things at once, and then so many an hour.
 *
 * <p>Assumptions: one thread calls all methods, or calls are ordered otherwise.
 */
final class CaptureBudget {
    private static final double HOUR_NANOS = 3600e9;

    private final double most;
    private final double perHour;
    private double left;
    private long last;

    CaptureBudget(int atOnce, int perHour, long nowNanos) {
        most = atOnce;
        left = atOnce;
        this.perHour = perHour;
        last = nowNanos;
    }

    boolean take(long nowNanos) {
        left = Math.min(most, left + (nowNanos - last) / HOUR_NANOS * perHour);
        last = nowNanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}

package dev.fxprof.export.report;

/**
 * What shares and rates refer to.
 *
 * @param nanos time of all ticks; where there are none, the recorded time
 * @param serverNanos server time in which it all happened
 */
record Whole(long nanos, long serverNanos) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Returns 0 for a share of nothing. */
    double percent(long part) {
        return Shares.percent(part, nanos);
    }

    /** Returns 0 where no time went by. */
    double perSecond(long count) {
        return serverNanos > 0 ? count / (serverNanos / NANOS_PER_SECOND) : 0;
    }
}

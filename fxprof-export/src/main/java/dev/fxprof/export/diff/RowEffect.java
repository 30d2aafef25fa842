package dev.fxprof.export.diff;

import java.util.List;

/**
 * A row before and after, and where its effect is to be had from.
 *
 * @param key what it is
 * @param beforeNanos what it typically took of a tick
 * @param afterNanos what it typically takes
 * @param source of the effect
 */
record RowEffect(RowKey key, double beforeNanos, double afterNanos, Source source) {
    /** Works out the effect: the one to show first, and others that must agree with it. */
    interface Source {
        List<Estimate> estimates(double confidence);
    }

    double nanos() {
        return Math.max(beforeNanos, afterNanos);
    }

    boolean isOnBoth() {
        return beforeNanos > 0 && afterNanos > 0;
    }
}

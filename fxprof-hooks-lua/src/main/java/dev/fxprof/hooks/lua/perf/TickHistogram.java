package dev.fxprof.hooks.lua.perf;

import java.util.Arrays;
import java.util.Optional;

/**
 * How long a thread's ticks took, as its server counts them.
 *
 * @param bounds upper bounds of the buckets in seconds, ascending, the last infinite
 * @param atMost for each bound, how many ticks took that long at most
 * @param seconds time of all ticks together
 */
record TickHistogram(double[] bounds, long[] atMost, double seconds) {
    /** Ticks counted. */
    long count() {
        return atMost[atMost.length - 1];
    }

    /** Ticks over the last finite bound. */
    long beyond() {
        return atMost.length < 2 ? 0 : count() - atMost[atMost.length - 2];
    }

    /** The bound that a share of the ticks keeps, infinite if only the last does; 0 without ticks. */
    double quantile(double share) {
        long needed = (long) Math.ceil(share * count());
        for (int i = 0; i < bounds.length; i++) {
            if (atMost[i] >= needed && count() > 0) {
                return bounds[i];
            }
        }
        return 0;
    }

    double mean() {
        return count() == 0 ? 0 : seconds / count();
    }

    /**
     * What came after an earlier state.
     *
     * @return the difference, or empty if this is not the same count going on: the server has started
     *     again
     */
    Optional<TickHistogram> since(TickHistogram earlier) {
        if (!Arrays.equals(bounds, earlier.bounds) || seconds < earlier.seconds) {
            return Optional.empty();
        }
        long[] more = new long[atMost.length];
        long below = 0;
        for (int i = 0; i < more.length; i++) {
            more[i] = atMost[i] - earlier.atMost[i];
            if (more[i] < below) {
                return Optional.empty();
            }
            below = more[i];
        }
        return Optional.of(new TickHistogram(bounds, more, seconds - earlier.seconds));
    }

    /** Both together; of other bounds only this. */
    TickHistogram plus(TickHistogram other) {
        if (!Arrays.equals(bounds, other.bounds)) {
            return this;
        }
        long[] sum = new long[atMost.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = atMost[i] + other.atMost[i];
        }
        return new TickHistogram(bounds, sum, seconds + other.seconds);
    }
}

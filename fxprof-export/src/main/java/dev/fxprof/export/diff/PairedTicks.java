package dev.fxprof.export.diff;

import java.util.function.ToDoubleFunction;

/**
 * One row of two servers that ran the same ticks side by side. Tick is compared with tick, so that what
 * there was to do in it is the same, and what the machine did to both of them cancels out: the effect
 * is the midmean of the logarithms of their ratios. A ratio counts by the time of the faster one, which a
 * pause within the other does not change. Where the two did not run in the same ticks, what they
 * typically take is compared instead.
 */
final class PairedTicks {
    /** Share of the ticks of the rarer one in which both must have run. */
    private static final double TOGETHER = 0.5;

    private final Series before;
    private final Series after;
    private final int together;

    PairedTicks(Series before, Series after) {
        this.before = before;
        this.after = after;
        int both = 0;
        for (int line = 0; line < before.lines(); line++) {
            both += before.nanos(line) > 0 && after.nanos(line) > 0 ? 1 : 0;
        }
        together = both;
    }

    /** The effect of a draw of clusters, which is a logarithm; not finite where it cannot be told. */
    ToDoubleFunction<int[]> effect() {
        double ranBefore = Typical.sum(before.active(), null);
        double ranAfter = Typical.sum(after.active(), null);
        return together >= TOGETHER * Math.min(ranBefore, ranAfter) && together > 0
                ? ratios()
                : apart();
    }

    private ToDoubleFunction<int[]> ratios() {
        double[] logs = new double[together];
        double[] weights = new double[together];
        int[] clusters = new int[together];
        int count = 0;
        for (int line = 0; line < before.lines(); line++) {
            double one = before.nanos(line);
            double other = after.nanos(line);
            if (one > 0 && other > 0) {
                logs[count] = Math.log(other / one);
                weights[count] = Math.min(one, other);
                clusters[count++] = before.cluster(line);
            }
        }
        Sample sample = new Sample(logs, weights, clusters, count);
        int[] ranBefore = before.active();
        int[] ranAfter = after.active();
        return times -> sample.midmean(times)
                + Math.log(Typical.sum(ranAfter, times) / Typical.sum(ranBefore, times));
    }

    private ToDoubleFunction<int[]> apart() {
        Typical one = new Typical(before);
        Typical other = new Typical(after);
        return times -> Math.log(other.nanos(times) / one.nanos(times));
    }
}

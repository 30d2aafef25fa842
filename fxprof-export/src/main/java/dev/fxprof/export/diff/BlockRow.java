package dev.fxprof.export.diff;

import java.util.List;

/**
 * One row of two servers that ran the same ticks side by side, in several blocks. There are two ways to
 * see its effect.
 *
 * <p>Typically: in each block the median of the ratios of one tick to the same tick, of which the midmean
 * over blocks. That is exact to tenths of a percent on a machine that is busy with other things, but
 * blind to what happens in few ticks only.
 *
 * <p>In all: the ratio of the sums of {@link Replays}. That misses nothing, but is less exact. It is taken
 * where it contradicts the other.
 */
final class BlockRow {
    private final List<Series> before;
    private final List<Series> after;
    private final Replays replaysBefore;
    private final Replays replaysAfter;

    BlockRow(List<Series> before, List<Series> after) {
        this.before = before;
        this.after = after;
        replaysBefore = new Replays(before);
        replaysAfter = new Replays(after);
    }

    double beforeNanos() {
        return replaysBefore.nanos(null);
    }

    double afterNanos() {
        return replaysAfter.nanos(null);
    }

    Estimate estimate(double confidence) {
        Estimate inAll = inAll();
        Estimate typical = typical();
        return Double.isFinite(typical.logRatio()) && !inAll.contradicts(typical, confidence)
                ? typical
                : inAll;
    }

    Estimate inAll() {
        return Bootstrap.blocks(before.size(), times -> Math
                .log(replaysAfter.nanos(times) / replaysBefore.nanos(times)));
    }

    Estimate typical() {
        double[] logs = new double[before.size()];
        double[] weights = new double[logs.length];
        int[] blocks = new int[logs.length];
        int count = 0;
        for (int block = 0; block < logs.length; block++) {
            double log = ratio(before.get(block), after.get(block));
            if (Double.isFinite(log)) {
                logs[count] = log;
                weights[count] = 1;
                blocks[count++] = block;
            }
        }
        Sample sample = new Sample(logs, weights, blocks, count);
        return Bootstrap.blocks(logs.length, sample::midmean);
    }

    /** Logarithm of the effect in one block; not finite if the two never ran in the same tick. */
    private static double ratio(Series before, Series after) {
        int lines = Math.min(before.lines(), after.lines());
        double[] logs = new double[lines];
        int together = 0;
        int ranBefore = 0;
        int ranAfter = 0;
        for (int line = 0; line < lines; line++) {
            double one = before.nanos(line);
            double other = after.nanos(line);
            ranBefore += one > 0 ? 1 : 0;
            ranAfter += other > 0 ? 1 : 0;
            if (one > 0 && other > 0) {
                logs[together++] = Math.log(other / one);
            }
        }
        return Sample.median(logs, together) + Math.log((double) ranAfter / ranBefore);
    }
}

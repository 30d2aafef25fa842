package dev.fxprof.export.diff;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Self time of one row in the same ticks, replayed in several blocks. A replay of a tick does the same
 * work each time, and what the machine does beside only ever adds to it; so of each tick the quickest
 * replay is taken, and these are added up. A pause counts nowhere unless it hits the same tick in every
 * block, and work that is done in few ticks counts in full.
 */
final class Replays {
    private final int blocks;
    private final double[][] nanos;
    /** By line the blocks in which the row ran, the quickest first. */
    private final int[][] order;

    /** One series a block, all of the same length. */
    Replays(List<Series> series) {
        blocks = series.size();
        int lines = series.stream().mapToInt(Series::lines).min().orElse(0);
        nanos = new double[lines][blocks];
        order = new int[lines][];
        for (int line = 0; line < lines; line++) {
            for (int block = 0; block < blocks; block++) {
                nanos[line][block] = series.get(block).nanos(line);
            }
            order[line] = quickest(nanos[line]);
        }
    }

    private static int[] quickest(double[] times) {
        Integer[] ran = new Integer[times.length];
        Arrays.setAll(ran, i -> i);
        return Arrays.stream(ran).filter(block -> times[block] > 0)
                .sorted(Comparator.comparingDouble(block -> times[block]))
                .mapToInt(Integer::intValue).toArray();
    }

    /** Nanoseconds a tick if block {@code i} is there {@code times[i]} times, or once for null. */
    double nanos(int[] times) {
        double sum = 0;
        for (int line = 0; line < nanos.length; line++) {
            sum += line(line, times);
        }
        return nanos.length == 0 ? 0 : sum / nanos.length;
    }

    /** A row that did not run in all replays of a tick counts by the share of those in which it did. */
    private double line(int line, int[] times) {
        int[] ran = order[line];
        double quickest = 0;
        int present = 0;
        for (int block : ran) {
            int drawn = times == null ? 1 : times[block];
            if (drawn > 0 && quickest == 0) {
                quickest = nanos[line][block];
                if (ran.length == blocks) {
                    return quickest;
                }
            }
            present += drawn;
        }
        return quickest * present / blocks;
    }
}

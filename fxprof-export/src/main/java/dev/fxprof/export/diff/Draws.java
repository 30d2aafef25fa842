package dev.fxprof.export.diff;

import java.util.SplittableRandom;

/**
 * The draws of a cluster bootstrap: how often each cluster of a sample is taken in each replicate.
 * Clusters are stretches of consecutive ticks, so that what disturbs neighbours together stays
 * together (Künsch 1989). The same sizes always give the same draws.
 */
final class Draws {
    /** The standard error of a standard error is then 2 %. */
    static final int REPLICATES = 1000;

    private static final long SEED = 0x9E3779B97F4A7C15L;

    private Draws() {
    }

    /** Draws with replacement: by replicate and cluster, how often it is taken. */
    static int[][] of(int clusters, long salt) {
        SplittableRandom random = new SplittableRandom(SEED ^ salt * 31 + clusters);
        int[][] times = new int[REPLICATES][clusters];
        for (int[] replicate : times) {
            for (int i = 0; i < clusters; i++) {
                replicate[random.nextInt(clusters)]++;
            }
        }
        return times;
    }

    /** Standard deviation of the finite values; NaN if there are fewer than two. */
    static double deviation(double[] values) {
        int n = 0;
        double sum = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                sum += value;
                n++;
            }
        }
        if (n < 2) {
            return Double.NaN;
        }
        double squares = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                squares += (value - sum / n) * (value - sum / n);
            }
        }
        return Math.sqrt(squares / (n - 1));
    }
}

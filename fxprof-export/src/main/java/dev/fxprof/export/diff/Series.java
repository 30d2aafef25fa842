package dev.fxprof.export.diff;

import java.util.Arrays;

/**
 * Self time a tick of one row in one recording, one value a line, and the cluster that each line
 * belongs to.
 */
final class Series {
    /** Clusters of a recording; each is a stretch of consecutive ticks. */
    private static final int MOST_CLUSTERS = 24;
    private static final double MOSTLY = 0.5;

    private final double[] nanos;
    private final int clusters;

    Series(double[] nanos) {
        this.nanos = nanos;
        this.clusters = Math.clamp(nanos.length, 1, MOST_CLUSTERS);
    }

    int lines() {
        return nanos.length;
    }

    double nanos(int line) {
        return nanos[line];
    }

    int clusters() {
        return clusters;
    }

    int cluster(int line) {
        return (int) ((long) line * clusters / nanos.length);
    }

    /** Lines in which the row ran, by cluster. */
    int[] active() {
        int[] active = new int[clusters];
        for (int line = 0; line < nanos.length; line++) {
            active[cluster(line)] += nanos[line] > 0 ? 1 : 0;
        }
        return active;
    }

    /** Lines by cluster. */
    int[] sizes() {
        int[] sizes = new int[clusters];
        for (int line = 0; line < nanos.length; line++) {
            sizes[cluster(line)]++;
        }
        return sizes;
    }

    /** The values of the lines in which the row ran, all of one weight. */
    Sample sample() {
        double[] values = new double[nanos.length];
        int[] owners = new int[nanos.length];
        int count = 0;
        for (int line = 0; line < nanos.length; line++) {
            if (nanos[line] > 0) {
                values[count] = nanos[line];
                owners[count++] = cluster(line);
            }
        }
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        return new Sample(values, weights, owners, count);
    }

    /** Whether the row ran in most lines. */
    boolean runsMostly() {
        return sample().count() >= MOSTLY * nanos.length;
    }

    /** The same with means of {@code length} consecutive lines; what is left at the end is dropped. */
    Series blocks(int length) {
        double[] means = new double[nanos.length / length];
        for (int i = 0; i < means.length * length; i++) {
            means[i / length] += nanos[i] / length;
        }
        return new Series(means);
    }
}

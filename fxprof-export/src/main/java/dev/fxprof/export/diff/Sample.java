package dev.fxprof.export.diff;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Weighted values that belong to clusters, sorted once, so that the midmean of many draws of clusters
 * is cheap.
 */
final class Sample {
    /** The midmean leaves out this share of the weight at either end. */
    private static final double TRIM = 0.25;

    private final double[] values;
    private final double[] weights;
    private final int[] clusters;

    /** {@code count} values, weights above 0, and clusters from 0. */
    Sample(double[] values, double[] weights, int[] clusters, int count) {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        this.values = new double[count];
        this.weights = new double[count];
        this.clusters = new int[count];
        for (int i = 0; i < count; i++) {
            this.values[i] = values[order[i]];
            this.weights[i] = weights[order[i]];
            this.clusters[i] = clusters[order[i]];
        }
    }

    /** Median of the first values; NaN if there are none. */
    static double median(double[] values, int count) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return count == 0 ? Double.NaN : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }

    int count() {
        return values.length;
    }

    /** Weighted mean of the middle half. */
    double midmean() {
        return midmean(null);
    }

    /** The same if cluster {@code i} is there {@code times[i]} times; NaN if none of the values is. */
    double midmean(int[] times) {
        return mean(TRIM, 1 - TRIM, times);
    }

    /** Weighted mean of what lies between two shares of the weight. */
    double mean(double least, double most, int[] times) {
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            total += weight(i, times);
        }
        if (total <= 0) {
            return Double.NaN;
        }
        double from = least * total;
        double to = most * total;
        double passed = 0;
        double sum = 0;
        for (int i = 0; i < values.length && passed < to; i++) {
            double weight = weight(i, times);
            double inside = Math.min(passed + weight, to) - Math.max(passed, from);
            if (inside > 0) {
                sum += inside * values[i];
            }
            passed += weight;
        }
        return sum / (to - from);
    }

    private double weight(int i, int[] times) {
        return times == null ? weights[i] : weights[i] * times[clusters[i]];
    }
}

package dev.fxprof.export.report;

import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;

/** A distribution of durations in little memory. Its values are off by 1 % or half a step. */
final class Durations {
    private static final int DIGITS = 2;

    private final long step;
    private AbstractHistogram counts;
    private long size;
    private long max;

    /** Starts empty; {@code step} is the smallest difference in nanoseconds that shows. */
    Durations(long step) {
        this.step = step;
        counts = new IntCountsHistogram(step, 2 * step, DIGITS);
        counts.setAutoResize(true);
    }

    void add(long nanos) {
        long value = Math.max(0, nanos);
        if (++size == Integer.MAX_VALUE) {
            widen();
        }
        counts.recordValue(value);
        max = Math.max(max, value);
    }

    long size() {
        return size;
    }

    long max() {
        return max;
    }

    /** Returns a percentile, 0 if nothing was added. */
    long percentile(double percent) {
        if (size == 0) {
            return 0;
        }
        long value = counts.getValueAtPercentile(percent);
        return Math.min(counts.medianEquivalentValue(value), max);
    }

    long bytes() {
        return counts.getEstimatedFootprintInBytes();
    }

    private void widen() {
        Histogram wide = new Histogram(step, 2 * step, DIGITS);
        wide.setAutoResize(true);
        wide.add(counts);
        counts = wide;
    }
}

package dev.fxprof.export.report;

import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;
import org.HdrHistogram.ShortCountsHistogram;

/** A distribution of durations in little memory. Its values are off by 1 % or half a step. */
final class Durations {
    private static final int DIGITS = 2;

    private final long step;
    private AbstractHistogram counts;
    private long size;
    private long max;
    private long sum;

    /** Starts empty; {@code step} is the smallest difference in nanoseconds that shows. */
    Durations(long step) {
        this.step = step;
        counts = new ShortCountsHistogram(step, 2 * step, DIGITS);
        counts.setAutoResize(true);
    }

    void add(long nanos) {
        add(nanos, 1);
    }

    /** Adds a duration that stands for several. */
    void add(long nanos, long count) {
        long value = Math.max(0, nanos);
        long before = size;
        size += count;
        if (before < Integer.MAX_VALUE && size >= Integer.MAX_VALUE) {
            widen(new Histogram(step, 2 * step, DIGITS));
        } else if (before < Short.MAX_VALUE && size >= Short.MAX_VALUE) {
            widen(new IntCountsHistogram(step, 2 * step, DIGITS));
        }
        counts.recordValueWithCount(value, count);
        max = Math.max(max, value);
        sum += value * count;
    }

    long size() {
        return size;
    }

    long max() {
        return max;
    }

    /** Returns the mean, which is exact; 0 if nothing was added. */
    long mean() {
        return size == 0 ? 0 : sum / size;
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

    /** Most rows stay rare, so counts begin at two bytes each. */
    private void widen(AbstractHistogram wider) {
        wider.setAutoResize(true);
        wider.add(counts);
        counts = wider;
    }
}

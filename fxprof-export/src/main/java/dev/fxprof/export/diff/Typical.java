package dev.fxprof.export.diff;

/**
 * What a row typically takes of a tick: the share of lines in which it runs, times a trimmed mean of what
 * it takes in those. A pause of the machine moves neither, as long as most lines have none.
 */
final class Typical {
    /** The quick half of the ticks, but for the quickest: pauses only ever lengthen. */
    private static final double LEAST = 0.1;
    private static final double MOST = 0.5;

    private final Sample sample;
    private final boolean ticks;
    private final int[] active;
    private final int[] sizes;

    /** Of single ticks the quick ones count, of gathered ones those in the middle. */
    Typical(Series series, boolean ticks) {
        this.ticks = ticks;
        sample = series.sample();
        active = series.active();
        sizes = series.sizes();
    }

    int clusters() {
        return sizes.length;
    }

    /** Nanoseconds a tick if cluster {@code i} is there {@code times[i]} times, or once for null. */
    double nanos(int[] times) {
        double ran = sum(active, times);
        double mean = ticks ? sample.mean(LEAST, MOST, times) : sample.midmean(times);
        return ran == 0 ? 0 : ran / sum(sizes, times) * mean;
    }

    static double sum(int[] counts, int[] times) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += times == null ? counts[i] : (double) counts[i] * times[i];
        }
        return sum;
    }
}

package dev.fxprof.export.diff;

/**
 * What a row typically takes of a tick: the share of lines in which it runs, times the midmean of what
 * it takes in those. A pause of the machine moves neither, as long as most lines have none.
 */
final class Typical {
    private final Sample sample;
    private final int[] active;
    private final int[] sizes;

    Typical(Series series) {
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
        double midmean = sample.midmean(times);
        return ran == 0 ? 0 : ran / sum(sizes, times) * midmean;
    }

    static double sum(int[] counts, int[] times) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += times == null ? counts[i] : (double) counts[i] * times[i];
        }
        return sum;
    }
}

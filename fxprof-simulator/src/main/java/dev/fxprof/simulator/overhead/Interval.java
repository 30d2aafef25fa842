package dev.fxprof.simulator.overhead;

import java.util.Arrays;

/**
 * A trimmed mean with its 95 % confidence interval.
 *
 * @param mean mean of the middle 60 % of the samples
 * @param low lower end
 * @param high upper end
 */
public record Interval(double mean, double low, double high) {
    private static final double TRIM = 0.2;
    /** Quantile of the normal distribution; with 60 samples and more Student's t differs by 2 %. */
    private static final double Z = 2.0;

    /**
     * Half of the interval's width.
     *
     * @return distance from the mean to either end
     */
    public double halfWidth() {
        return (high - low) / 2;
    }

    /**
     * Yuen's trimmed mean: a pause of the machine in one block does not move it, and the interval
     * is that of the winsorised samples.
     *
     * @param samples at least five values
     * @return mean and interval
     */
    public static Interval of(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        int cut = (int) (n * TRIM);
        double sum = 0;
        for (int i = cut; i < n - cut; i++) {
            sum += sorted[i];
        }
        int kept = n - 2 * cut;
        double mean = sum / kept;
        double winsorisedMean = 0;
        for (int i = 0; i < n; i++) {
            winsorisedMean += sorted[Math.clamp(i, cut, n - cut - 1)] / n;
        }
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double off = sorted[Math.clamp(i, cut, n - cut - 1)] - winsorisedMean;
            squares += off * off;
        }
        double error = Math.sqrt(squares / (n - 1)) / ((1 - 2 * TRIM) * Math.sqrt(n));
        return new Interval(mean, mean - Z * error, mean + Z * error);
    }
}

package dev.fxprof.export.diff;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * An effect with its error, on the scale of logarithms.
 *
 * @param logRatio logarithm of after / before
 * @param error standard error of it
 * @param freedom degrees of freedom of the error, 1 or more
 */
record Estimate(double logRatio, double error, double freedom) {
    double percent() {
        return percent(logRatio);
    }

    /** Lower end, in percent, of the two-sided interval of this confidence. */
    double low(double confidence) {
        return percent(logRatio - reach(confidence));
    }

    /** Upper end of the same. */
    double high(double confidence) {
        return percent(logRatio + reach(confidence));
    }

    /** Whether the interval leaves 0 out; never if its error is not known. */
    boolean isSignificant(double confidence) {
        return Math.abs(logRatio) > reach(confidence);
    }

    /** Whether this and another view of the same effect cannot both be right. */
    boolean contradicts(Estimate other, double confidence) {
        return new Estimate(logRatio - other.logRatio, Math.hypot(error, other.error),
                Math.min(freedom, other.freedom)).isSignificant(confidence);
    }

    private double reach(double confidence) {
        if (error == 0) {
            return 0;
        }
        return error * TDistribution.of(freedom)
                .inverseSurvivalProbability((1 - confidence) / 2);
    }

    private static double percent(double log) {
        return Double.isInfinite(log) ? Double.NaN : 100 * Math.expm1(log);
    }
}

package dev.fxprof.export.diff;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Estimates with their errors by a bootstrap of two levels: runs are drawn first, then stretches of
 * ticks within each (Davison and Hinkley, Bootstrap Methods and their Application, 1997, 3.8;
 * Kalibera and Jones, Rigorous Benchmarking in Reasonable Time, 2013). The error is that of the
 * replicates, widened for the small number of runs; it is used with Student's t, since percentiles
 * of a few runs are too narrow. Drawing on both levels never claims less than the noise within the runs,
 * even where two of them agree by chance.
 */
final class Bootstrap {
    private static final int STEP = 389;

    private Bootstrap() {
    }

    /** One run: a statistic of a draw of its clusters. */
    record Run(int clusters, ToDoubleFunction<int[]> statistic) {}

    /** Midmean over runs, its replicates and the degrees of freedom of their spread. */
    private record Mean(double value, double[] replicates, double widening, double freedom) {}

    /**
     * An effect that is worked out from a number of blocks. Blocks are drawn; ticks are not, being the
     * same in each.
     *
     * @param blocks how many there are
     * @param log the effect of a draw of blocks, a logarithm; of all once for null
     */
    static Estimate blocks(int blocks, ToDoubleFunction<int[]> log) {
        double all = log.applyAsDouble(null);
        if (blocks == 1) {
            return new Estimate(all, Double.POSITIVE_INFINITY, 1);
        }
        int[][] draws = Draws.of(blocks, 1);
        double[] replicates = new double[draws.length];
        for (int i = 0; i < replicates.length; i++) {
            replicates[i] = log.applyAsDouble(draws[i]);
        }
        return new Estimate(all, Draws.deviation(replicates) * widening(blocks), blocks - 1.0);
    }

    /** A bootstrap of few takes their spread for smaller than it is. */
    private static double widening(int runs) {
        return runs < 2 ? 1 : Math.sqrt(runs / (runs - 1.0));
    }

    /** Logarithm of the ratio of the midmeans of two groups of runs. */
    static Estimate unpaired(List<Run> before, List<Run> after) {
        Mean one = mean(before, 1);
        Mean other = mean(after, 2);
        double first = square(one);
        double second = square(other);
        // Welch and Satterthwaite.
        double freedom = (first + second) * (first + second)
                / (first * first / one.freedom + second * second / other.freedom);
        double least = Math.min(one.freedom, other.freedom);
        return new Estimate(Math.log(other.value / one.value), Math.sqrt(first + second),
                Double.isFinite(freedom) ? Math.max(least, freedom) : least);
    }

    private static double square(Mean mean) {
        double[] logs = new double[mean.replicates.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(mean.replicates[i]);
        }
        double error = Draws.deviation(logs) * mean.widening;
        return error * error;
    }

    private static Mean mean(List<Run> runs, long salt) {
        int count = runs.size();
        double[][] inner = new double[count][];
        double[] values = new double[count];
        int finite = 0;
        for (int run = 0; run < count; run++) {
            double value = runs.get(run).statistic.applyAsDouble(null);
            if (Double.isFinite(value)) {
                values[finite++] = value;
            }
            inner[run] = replicates(runs.get(run), salt * 1009 + run);
        }
        double freedom = finite < 2
                ? Math.max(1, runs.getFirst().clusters - 1.0)
                : finite - 1.0;
        return new Mean(midmean(values, finite), outer(inner, salt),
                widening(finite), freedom);
    }

    private static double[] replicates(Run run, long salt) {
        int[][] draws = Draws.of(run.clusters, salt);
        double[] values = new double[draws.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = run.statistic.applyAsDouble(draws[i]);
        }
        return values;
    }

    /** Draws runs, and for each time that one is drawn another draw of its ticks. */
    private static double[] outer(double[][] inner, long salt) {
        int[][] draws = Draws.of(inner.length, -salt);
        double[] means = new double[draws.length];
        double[] values = new double[inner.length];
        for (int i = 0; i < means.length; i++) {
            int count = 0;
            for (int run = 0; run < inner.length; run++) {
                for (int time = 0; time < draws[i][run]; time++) {
                    double value = inner[run][(i + time * STEP) % inner[run].length];
                    if (Double.isFinite(value)) {
                        values[count++] = value;
                    }
                }
            }
            means[i] = midmean(values, count);
        }
        return means;
    }

    /** One run in four that was disturbed does not count. */
    private static double midmean(double[] values, int count) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        return new Sample(values, weights, new int[count], count).midmean();
    }
}

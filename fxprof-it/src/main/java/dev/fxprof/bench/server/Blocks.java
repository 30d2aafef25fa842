package dev.fxprof.bench.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Nanoseconds an entry of each block, and what they say when blocks of one round are compared. */
final class Blocks {
    private static final int RESAMPLES = 2000;
    private static final double ONE_SIDE = 0.025;
    private static final long SEED = 1;

    private final Map<Way, List<Double>> nanos = new EnumMap<>(Way.class);

    /**
     * An estimate.
     *
     * @param middle median over the rounds
     * @param high upper end of its 95 % interval
     */
    record Interval(double middle, double high) {}

    void add(Way way, StandIn.Busy busy) {
        nanos.computeIfAbsent(way, _ -> new ArrayList<>())
                .add((double) busy.cpuNanos() / busy.entries());
    }

    double median(Way way) {
        return median(nanos.get(way).stream().mapToDouble(d -> d).toArray());
    }

    /** What a way adds to an entry, round by round; the interval is a bootstrap over rounds. */
    Interval added(Way way) {
        List<Double> with = nanos.get(way);
        List<Double> without = nanos.get(Way.PLAIN);
        double[] added = new double[with.size()];
        for (int i = 0; i < added.length; i++) {
            added[i] = with.get(i) - without.get(i);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] medians = new double[RESAMPLES];
        double[] draw = new double[added.length];
        for (int i = 0; i < RESAMPLES; i++) {
            Arrays.setAll(draw, _ -> added[random.nextInt(added.length)]);
            medians[i] = median(draw);
        }
        Arrays.sort(medians);
        return new Interval(median(added),
                medians[(int) Math.ceil(RESAMPLES * (1 - ONE_SIDE)) - 1]);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}

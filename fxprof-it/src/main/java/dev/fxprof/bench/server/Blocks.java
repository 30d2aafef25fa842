package dev.fxprof.bench.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What the server's main thread was busy with in each block, and what that says when blocks of one
 * round are compared. A way to record may have entries of its own (the overlay's collector wakes in
 * every tick): what it adds is divided among those entries that the server has without it, so that its
 * own do not make it look cheaper.
 */
final class Blocks {
    private static final int RESAMPLES = 2000;
    private static final double ONE_SIDE = 0.025;
    private static final long SEED = 1;

    private final List<Map<Way, StandIn.Busy>> rounds = new ArrayList<>();

    /**
     * An estimate.
     *
     * @param middle median over the rounds
     * @param high upper end of its 95 % interval
     */
    record Interval(double middle, double high) {}

    /** A round: the way that records nothing, and those that are compared with it. */
    void add(Map<Way, StandIn.Busy> round) {
        rounds.add(new EnumMap<>(round));
    }

    /** Nanoseconds an entry while nothing records. */
    double plain() {
        return median(rounds.stream().map(round -> round.get(Way.PLAIN))
                .mapToDouble(block -> block.nanosATick() / block.entriesATick()).toArray());
    }

    /** What a way adds to an entry, round by round; the interval is a bootstrap over rounds. */
    Interval added(Way way) {
        double[] added = rounds.stream().filter(round -> round.containsKey(way))
                .mapToDouble(round -> added(round.get(way), round.get(Way.PLAIN))).toArray();
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

    private static double added(StandIn.Busy with, StandIn.Busy without) {
        return (with.nanosATick() - without.nanosATick()) / without.entriesATick();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}

package dev.fxprof.bench.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Runs every configuration once, then every configuration again in another order, and so on: a slow
 * phase of the machine then hits all alike, and ratios stay what they are.
 */
public final class InterleavedRun {
    /** Name under which the samples hold the time from one core to the other, in nanoseconds. */
    public static final String HANDOVER = "handover";

    private static final int LEAST_EXTRA_ROUNDS = 2;

    private final Collection<Measurement> measurements;
    private final Placements placements = new Placements();
    private final Depth depth;
    private final ForkProgress progress;
    private final Bystanders bystanders = new Bystanders();

    /**
     * A run.
     *
     * @param measurements what to measure, each once a round
     * @param depth how long
     * @param progress where to say how far it is
     */
    public InterleavedRun(Collection<Measurement> measurements, Depth depth,
            ForkProgress progress) {
        this.measurements = measurements;
        this.depth = depth;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @return the figures of all forks
     * @throws BenchFailure if a fork fails
     */
    public Samples run() {
        double perRound = measurements.stream().mapToDouble(m -> m.seconds(depth)).sum();
        if (measurements.isEmpty()) {
            return new Samples();
        }
        progress.begin(measurements.size() * depth.forks(), perRound * depth.forks());
        Samples samples = new Samples();
        for (int fork = 1; fork <= depth.forks(); fork++) {
            List<Measurement> round = new ArrayList<>(measurements);
            Collections.shuffle(round, new Random(fork));
            bystanders.look();
            for (Measurement measurement : round) {
                fork(measurement, fork, samples);
            }
        }
        complete(samples);
        progress.end();
        return samples;
    }

    private void fork(Measurement measurement, int number, Samples samples) {
        progress.starts(measurement.name(), number, depth.forks());
        if (measurement.isBetweenCores()) {
            double before = Handover.nanos();
            Map<String, Double> figures = measurement.fork(depth);
            placements.add(measurement.name(), figures, before, Handover.nanos());
        } else {
            samples.add(measurement.name(), measurement.fork(depth));
        }
        progress.ended(measurement.seconds(depth));
    }

    /** Repeats what the host disturbed by moving the cores, for some more rounds at most. */
    private void complete(Samples samples) {
        List<String> transfers = transfers();
        int rounds = Math.max(LEAST_EXTRA_ROUNDS, depth.forks() - 2);
        for (int extra = 1; extra <= rounds; extra++) {
            List<String> lacking = placements.lacking(transfers, depth.forks());
            for (Measurement measurement : measurements) {
                if (lacking.contains(measurement.name())) {
                    progress.adds(measurement.seconds(depth));
                    fork(measurement, depth.forks() + extra, samples);
                }
            }
        }
        placements.keep(transfers, samples);
    }

    private List<String> transfers() {
        return measurements.stream().filter(Measurement::isBetweenCores).map(Measurement::name)
                .toList();
    }

    /**
     * What must be said of the machine during the run.
     *
     * @return sentences; none if it was quiet
     */
    public List<String> notes() {
        return Stream.of(bystanders.note(), placements.note(transfers()))
                .flatMap(Optional::stream).toList();
    }
}

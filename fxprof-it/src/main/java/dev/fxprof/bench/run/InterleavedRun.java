package dev.fxprof.bench.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Runs every configuration once, then every configuration again in another order, and so on: a slow
 * phase of the machine then hits all alike, and ratios stay what they are.
 */
public final class InterleavedRun {
    private final Collection<Measurement> measurements;
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
                progress.starts(measurement.name(), fork, depth.forks());
                samples.add(measurement.name(), measurement.fork(depth));
                progress.ended(measurement.seconds(depth));
            }
        }
        progress.end();
        return samples;
    }

    /**
     * What must be said of the machine during the run.
     *
     * @return a sentence, or empty if it was quiet
     */
    public Optional<String> note() {
        return bystanders.note();
    }
}

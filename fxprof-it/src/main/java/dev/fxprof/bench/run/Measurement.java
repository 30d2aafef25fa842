package dev.fxprof.bench.run;

import java.util.Map;

/** One configuration, measured in fresh processes. */
public interface Measurement {
    /**
     * Its name; measurements with equal names are the same, and several tables can share one.
     *
     * @return such as {@code ring/64 disruptor lazy}
     */
    String name();

    /**
     * Measures once, in a process of its own.
     *
     * @param depth how long
     * @return the figures, by field
     * @throws BenchFailure if the process failed or its own check did
     */
    Map<String, Double> fork(Depth depth);

    /**
     * Whether it measures what two cores hand to each other; such forks are compared only if the
     * cores stood equally far apart.
     *
     * @return false unless it says otherwise
     */
    default boolean isBetweenCores() {
        return false;
    }

    /**
     * How long a fork takes, roughly.
     *
     * @param depth how long it measures
     * @return seconds
     */
    double seconds(Depth depth);
}

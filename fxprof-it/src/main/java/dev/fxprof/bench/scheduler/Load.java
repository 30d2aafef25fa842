package dev.fxprof.bench.scheduler;

import dev.fxprof.bench.scheduler.Contender.Runner;
import java.util.List;
import java.util.Map;

/** How tasks are submitted, and what is measured of one contender meanwhile. */
interface Load {
    /** Submits from the calling thread for so long, and waits until all is done. */
    void stretch(Runner to, long nanos);

    /** Forgets what was measured. */
    void clear();

    /** The figures of all stretches since, by name. */
    Map<String, Double> figures();

    static double median(List<Double> of) {
        List<Double> sorted = of.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}

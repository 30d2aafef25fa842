package dev.fxprof.bench.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The figures of all forks. */
public final class Samples {
    private final Map<String, List<Map<String, Double>>> forks = new HashMap<>();

    /** No figures yet. */
    public Samples() {
    }

    void add(String measurement, Map<String, Double> figures) {
        forks.computeIfAbsent(measurement, name -> new ArrayList<>()).add(figures);
    }

    /**
     * The figure of each fork.
     *
     * @param figure which
     * @return in the order of the forks; empty if it was not measured
     */
    public double[] forks(Figure figure) {
        return forks.getOrDefault(figure.measurement(), List.of()).stream()
                .filter(fork -> fork.containsKey(figure.field()))
                .mapToDouble(fork -> fork.get(figure.field())).toArray();
    }

    /**
     * The median over the forks.
     *
     * @param figure which
     * @return the median, or empty if it was not measured
     */
    public OptionalDouble median(Figure figure) {
        double[] sorted = forks(figure);
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1
                ? sorted[middle]
                : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}

package dev.fxprof.bench.table;

import dev.fxprof.bench.run.Figure;
import dev.fxprof.bench.run.Samples;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a row is compared with. A peer that can be used in several ways counts with the best of them.
 *
 * @param id the peer's id
 * @param variants the figure of each way to use it, by its name
 */
record Peer(String id, Map<String, Figure> variants) {
    static Peer of(String id, Figure figure) {
        return new Peer(id, Map.of("", figure));
    }

    /** The variant whose median over the forks is best, or null if none was measured. */
    String best(Samples samples, Better better) {
        String best = null;
        double bestValue = 0;
        for (Map.Entry<String, Figure> variant : variants.entrySet()) {
            OptionalDouble median = samples.median(variant.getValue());
            if (median.isPresent() && (best == null
                    || better.best(median.getAsDouble(), bestValue) != bestValue)) {
                best = variant.getKey();
                bestValue = median.getAsDouble();
            }
        }
        return best;
    }

    /** Median of each variant that was measured. */
    Map<String, Double> medians(Samples samples) {
        Map<String, Double> medians = new LinkedHashMap<>();
        variants.forEach((name, figure) -> samples.median(figure)
                .ifPresent(median -> medians.put(name, median)));
        return medians;
    }
}

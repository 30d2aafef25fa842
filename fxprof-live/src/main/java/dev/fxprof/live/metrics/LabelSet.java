package dev.fxprof.live.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Data points by name, up to a limit; what comes beyond it shares one, named {@value #OTHER}.
 *
 * <p>Assumptions: one thread calls all methods.
 */
final class LabelSet<T> {
    static final String OTHER = "other";

    private final int most;
    private final Function<String, T> points;
    private final Map<String, T> known = new HashMap<>();

    LabelSet(int most, Function<String, T> points) {
        this.most = most;
        this.points = points;
    }

    T of(String name) {
        T point = known.get(name);
        if (point != null) {
            return point;
        }
        if (known.size() >= most && !name.equals(OTHER)) {
            return of(OTHER);
        }
        T made = points.apply(name);
        known.put(name, made);
        return made;
    }
}

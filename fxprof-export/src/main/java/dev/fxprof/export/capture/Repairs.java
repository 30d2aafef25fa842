package dev.fxprof.export.capture;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What had to be repaired, counted by kind. */
final class Repairs {
    private final Map<String, Long> counts = new TreeMap<>();

    void count(String kind, long times) {
        if (times > 0) {
            counts.merge(kind, times, Long::sum);
        }
    }

    Map<String, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }
}

package dev.fxprof.export.anonymise;

import dev.fxprof.api.SpanRecorder;
import java.util.HashMap;
import java.util.Map;

/** Numbers players anew, in the order in which they appear. */
final class Players {
    /** Beyond so many a span counts as caused by no player. */
    private static final int MOST = 1 << 16;

    private final Map<Integer, Integer> numbers = new HashMap<>();

    int number(int source) {
        if (source <= SpanRecorder.NO_SOURCE) {
            return source;
        }
        Integer known = numbers.get(source);
        if (known != null) {
            return known;
        }
        if (numbers.size() == MOST) {
            return SpanRecorder.NO_SOURCE;
        }
        numbers.put(source, numbers.size() + 1);
        return numbers.size();
    }
}

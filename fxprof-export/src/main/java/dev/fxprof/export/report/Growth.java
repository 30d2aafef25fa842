package dev.fxprof.export.report;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Compares the self time a call in the last fifth of the run with that in the first. */
final class Growth {
    private static final int FEWEST_CALLS = 20;

    /** A shorter median is mostly the clock's own step. */
    private static final long SHORTEST_MEDIAN = 200;

    private static final long STEP_NANOS = 16;

    private final long firstEnd;
    private final long lastStart;
    private Durations[] current = new Durations[0];
    private long[] firstMedian = new long[0];
    private boolean firstIsOver;

    /** Starts a run of so many ticks; with fewer than five, nothing is compared. */
    Growth(long expectedTicks) {
        firstEnd = expectedTicks / 5;
        lastStart = expectedTicks < 5 ? Long.MAX_VALUE : expectedTicks - expectedTicks / 5;
    }

    void add(int row, long tick, long selfNanos) {
        if (tick >= firstEnd && !firstIsOver) {
            finishFirst();
        }
        if (tick >= firstEnd && tick < lastStart) {
            return;
        }
        if (row >= current.length) {
            current = Arrays.copyOf(current, Math.max(row + 1, 2 * current.length));
        }
        if (current[row] == null) {
            current[row] = new Durations(STEP_NANOS);
        }
        current[row].add(selfNanos);
    }

    OptionalDouble percent(int row) {
        boolean comparable = firstIsOver && row < firstMedian.length && row < current.length
                && firstMedian[row] > 0 && current[row] != null
                && current[row].size() >= FEWEST_CALLS;
        return comparable
                ? OptionalDouble
                        .of(100.0 * current[row].percentile(50) / firstMedian[row] - 100)
                : OptionalDouble.empty();
    }

    /** Keeps a median a row and frees the distributions for the last fifth. */
    private void finishFirst() {
        firstIsOver = true;
        firstMedian = new long[current.length];
        for (int i = 0; i < current.length; i++) {
            Durations first = current[i];
            if (first != null && first.size() >= FEWEST_CALLS
                    && first.percentile(50) >= SHORTEST_MEDIAN) {
                firstMedian[i] = first.percentile(50);
            }
        }
        current = new Durations[current.length];
    }
}

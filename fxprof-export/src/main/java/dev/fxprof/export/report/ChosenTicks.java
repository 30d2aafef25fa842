package dev.fxprof.export.report;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The ticks that count: their numbers, in the order in which they end, and when they ran. */
final class ChosenTicks {
    /** Decides by number and duration. */
    @FunctionalInterface
    interface Choice {
        boolean takes(long number, long nanos);
    }

    private final Choice choice;
    private long[] numbers = new long[64];
    private long[] starts = new long[64];
    private long[] ends = new long[64];
    private int size;

    ChosenTicks(Choice choice) {
        this.choice = choice;
    }

    boolean takes(long number, long nanos) {
        return choice.takes(number, nanos);
    }

    void offer(long number, long start, long end) {
        if (!takes(number, end - start)) {
            return;
        }
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        numbers[size] = number;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    /** To be called once all were offered: afterwards {@link #ranAt} can tell. */
    void finish() {
        if (!IntStream.range(1, size).allMatch(i -> starts[i - 1] <= starts[i])) {
            sort();
        }
        // Several threads may have ticks, which then overlap.
        for (int i = 1; i < size; i++) {
            ends[i] = Math.max(ends[i], ends[i - 1]);
        }
    }

    private void sort() {
        int[] order = IntStream.range(0, size).boxed()
                .sorted((a, b) -> Long.compare(starts[a], starts[b])).mapToInt(i -> i).toArray();
        long[] unsortedStarts = starts;
        long[] unsortedEnds = ends;
        starts = Arrays.stream(order).mapToLong(i -> unsortedStarts[i]).toArray();
        ends = Arrays.stream(order).mapToLong(i -> unsortedEnds[i]).toArray();
    }

    /** Whether a chosen tick was running at a moment. */
    boolean ranAt(long nanos) {
        int at = Arrays.binarySearch(starts, 0, size, nanos);
        if (at < 0) {
            at = -at - 2;
        }
        while (at >= 0 && at + 1 < size && starts[at + 1] == nanos) {
            at++;
        }
        return at >= 0 && ends[at] > nanos;
    }

    int size() {
        return size;
    }

    /** Number of the tick that ended as the first, second, ... of the chosen ones. */
    long number(long index) {
        return numbers[(int) index];
    }
}

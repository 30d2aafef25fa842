package dev.fxprof.live.aggregate;

import java.util.Arrays;

/** A growing list of numbers. */
final class LongList {
    private long[] values = new long[8];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    void addAll(LongList other) {
        if (size + other.size > values.length) {
            values = Arrays.copyOf(values, Math.max(2 * values.length, size + other.size));
        }
        System.arraycopy(other.values, 0, values, size, other.size);
        size += other.size;
    }

    void set(int i, long value) {
        values[i] = value;
    }

    int size() {
        return size;
    }

    long get(int i) {
        return values[i];
    }

    void clear() {
        size = 0;
    }

    /** Sorts it, so that {@link #percentile} may be asked. */
    void sort() {
        Arrays.sort(values, 0, size);
    }

    /** Nearest-rank percentile of a sorted list; 0 if it is empty. */
    long percentile(double percent) {
        if (size == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100 * size);
        return values[Math.clamp(rank, 1, size) - 1];
    }
}

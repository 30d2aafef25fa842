package dev.fxprof.export.capture;

import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/** Puts numbers of rows in order: a stable merge sort that makes no objects. */
final class RowOrder {
    private static final int SHORT = 16;

    private final IntBinaryOperator compare;

    private RowOrder(IntBinaryOperator compare) {
        this.compare = compare;
    }

    /** The numbers of so many rows in order; what compares equal stays as it is. */
    static int[] of(int rows, IntBinaryOperator compare) {
        int[] order = IntStream.range(0, rows).toArray();
        sort(order, rows, compare);
        return order;
    }

    /** Sorts the first numbers of an array. */
    static void sort(int[] order, int size, IntBinaryOperator compare) {
        new RowOrder(compare).sort(order, new int[size], 0, size);
    }

    private void sort(int[] order, int[] spare, int from, int to) {
        if (to - from <= SHORT) {
            insert(order, from, to);
            return;
        }
        int middle = from + to >>> 1;
        sort(order, spare, from, middle);
        sort(order, spare, middle, to);
        if (compare.applyAsInt(order[middle - 1], order[middle]) <= 0) {
            return;
        }
        System.arraycopy(order, from, spare, from, middle - from);
        int left = from;
        int right = middle;
        for (int at = from; left < middle; at++) {
            order[at] = right < to && compare.applyAsInt(spare[left], order[right]) > 0
                    ? order[right++]
                    : spare[left++];
        }
    }

    private void insert(int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int row = order[i];
            int at = i;
            while (at > from && compare.applyAsInt(order[at - 1], row) > 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = row;
        }
    }
}

package dev.fxprof.export.capture;

import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/** Puts numbers of rows in order: a stable merge sort that makes no objects. */
final class RowOrder {
    private static final int SHORT = 16;

    private final int[] order;
    /** Holds the left half of what is merged. */
    private final int[] spare;
    private final IntBinaryOperator compare;

    private RowOrder(int[] order, IntBinaryOperator compare) {
        this.order = order;
        this.compare = compare;
        spare = new int[order.length / 2];
    }

    /** The numbers of so many rows in order; what compares equal stays as it is. */
    static int[] of(int rows, IntBinaryOperator compare) {
        int[] order = asTheyCame(rows);
        sort(order, compare);
        return order;
    }

    static int[] asTheyCame(int rows) {
        return IntStream.range(0, rows).toArray();
    }

    /** Sorts an array; what compares equal stays as it is. */
    static void sort(int[] order, IntBinaryOperator compare) {
        new RowOrder(order, compare).sort(0, order.length);
    }

    private void sort(int from, int to) {
        if (to - from <= SHORT) {
            insert(from, to);
            return;
        }
        int middle = from + to >>> 1;
        sort(from, middle);
        sort(middle, to);
        if (compare.applyAsInt(order[middle - 1], order[middle]) > 0) {
            merge(from, middle, to);
        }
    }

    private void merge(int from, int middle, int to) {
        int length = middle - from;
        System.arraycopy(order, from, spare, 0, length);
        int left = 0;
        int right = middle;
        for (int at = from; left < length; at++) {
            order[at] = right < to && compare.applyAsInt(spare[left], order[right]) > 0
                    ? order[right++]
                    : spare[left++];
        }
    }

    private void insert(int from, int to) {
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

package dev.fxprof.export.capture;

import java.io.IOException;
import java.util.Arrays;

/** Gives each slice of a track, in begin order, its depth, its self time and the slice around it. */
final class Placement {
    /** Takes the slices that begin within another one and end after it. */
    interface Overlaps {
        /** Takes a slice away, or returns false if it is to end with the one around it. */
        boolean take(Rows rows, int row) throws IOException;
    }

    private final Rows rows;
    private final int size;
    private int[] order;
    private int placed;
    private int[] open = new int[64];
    private long[] ends = new long[64];
    private int depth;

    /**
     * Begins with nothing placed.
     *
     * @param rows slices of one track
     * @param order rows in begin order, or null if that is the order of the rows
     */
    Placement(Rows rows, int[] order) {
        this.rows = rows;
        this.order = order;
        size = order == null ? rows.size() : order.length;
    }

    /** Rows that were placed, in begin order, or null if those are all as they came. */
    int[] order() {
        return order;
    }

    int placed() {
        return placed;
    }

    /** Places slices whose depth is known. */
    void byDepth() {
        while (placed < size) {
            int row = row(placed);
            depth = rows.getInt(row, Field.DEPTH);
            place(row, rows.getLong(row, Field.END));
        }
    }

    /** Places slices by their times. */
    void byTime(Overlaps overlaps) throws IOException {
        for (int at = 0; at < size; at++) {
            int row = row(at);
            long end = rows.getLong(row, Field.END);
            leave(row, end);
            if (depth > 0 && end > ends[depth - 1]) {
                if (overlaps.take(rows, row)) {
                    order = order == null ? RowOrder.asTheyCame(size) : order;
                    continue;
                }
                end = ends[depth - 1];
                rows.setLong(row, Field.END, end);
            }
            if (order != null) {
                order[placed] = row;
            }
            place(row, end);
        }
    }

    private int row(int at) {
        return order == null ? at : order[at];
    }

    /** Leaves the slices that are over when a row begins. */
    private void leave(int row, long end) {
        long start = rows.getLong(row, Field.START);
        while (depth > 0 && (ends[depth - 1] < start
                || ends[depth - 1] == start && !isWithin(row, start, end))) {
            depth--;
        }
    }

    /** Whether a row that begins at the very end of the innermost slice stands in it by its ids. */
    private boolean isWithin(int row, long start, long end) {
        long parent = rows.getLong(row, Field.PARENT_SPAN);
        return start == end && parent != 0
                && parent == rows.getLong(row(open[depth - 1]), Field.SPAN);
    }

    private void place(int row, long end) {
        long nanos = end - rows.getLong(row, Field.START);
        rows.setInt(row, Field.DEPTH, depth);
        rows.setLong(row, Field.SELF, nanos);
        rows.setInt(row, Field.BACK, depth == 0 ? 0 : placed - open[depth - 1]);
        if (depth > 0) {
            int around = row(open[depth - 1]);
            rows.setLong(around, Field.SELF, rows.getLong(around, Field.SELF) - nanos);
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
            ends = Arrays.copyOf(ends, 2 * depth);
        }
        open[depth] = placed++;
        ends[depth++] = end;
    }
}

package dev.fxprof.export.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds out which slice stands in which.
 *
 * <p>A slice that begins within another one and ends after it cannot stand on the same track: it moves to
 * a track of its own beside it, as Perfetto's importer does, so that its time is kept.
 */
final class Nesting {
    private static final String BESIDE = " (overlapping)";
    /** Beyond so many tracks beside one, slices are cut instead. */
    private static final int MOST_BESIDE = 32;

    private final CaptureBuilder builder;
    private final Repairs repairs;
    private int[] open = new int[64];
    private int depth;

    Nesting(CaptureBuilder builder, Repairs repairs) {
        this.builder = builder;
        this.repairs = repairs;
    }

    /** The track, and those that had to be made beside it. */
    List<NestedTrack> nest(ReadTrack track) throws IOException {
        List<NestedTrack> nested = new ArrayList<>();
        String name = track.name() + BESIDE;
        for (ReadTrack next = track; next != null && nested.size() <= MOST_BESIDE;) {
            boolean last = nested.size() == MOST_BESIDE;
            Beside beside = new Beside(name, last);
            nested.add(one(next, beside));
            next = beside.track;
        }
        return nested;
    }

    private final class Beside {
        final String name;
        final boolean cuts;
        ReadTrack track;

        Beside(String name, boolean cuts) {
            this.name = name;
            this.cuts = cuts;
        }

        /** Takes a slice away, unless it is to be cut. */
        boolean takes(Rows rows, int row) throws IOException {
            repairs.count("overlapping slices", 1);
            if (cuts) {
                return false;
            }
            if (track == null) {
                track = builder.beside(name);
            }
            int copy = track.add(rows.getInt(row, Field.SITE), rows.getLong(row, Field.START),
                    rows.getLong(row, Field.END));
            for (int field = Field.SPAN; field < Rows.BYTES; field += Long.BYTES) {
                track.rows.setLong(copy, field, rows.getLong(row, field));
            }
            return true;
        }
    }

    private NestedTrack one(ReadTrack track, Beside beside) throws IOException {
        track.closeOpen();
        Rows rows = track.rows;
        int[] order = null;
        int size = rows.size();
        boolean byDepth = !track.hasWhole;
        if (track.hasHalves) {
            int[] events = track.inOrder
                    ? null
                    : RowOrder.of(size, (a, b) -> Long.compare(rows.getLong(a, Field.START),
                            rows.getLong(b, Field.START)));
            order = new Halves(track, builder.sites(), repairs).pair(events);
            size = order.length;
            byDepth &= !track.hasStacked;
        }
        if (byDepth) {
            return byDepth(new NestedTrack(track.number(), track.name(), rows, order, size));
        }
        if (order != null || !track.inOrder || track.hasStacked) {
            order = order == null ? RowOrder.of(size, (a, b) -> compare(rows, a, b)) : order;
            RowOrder.sort(order, size, (a, b) -> compare(rows, a, b));
        }
        return byTime(new NestedTrack(track.number(), track.name(), rows, order, size), beside);
    }

    private static int compare(Rows rows, int a, int b) {
        int start = Long.compare(rows.getLong(a, Field.START), rows.getLong(b, Field.START));
        return start != 0
                ? start
                : Long.compare(rows.getLong(b, Field.END), rows.getLong(a, Field.END));
    }

    private NestedTrack byDepth(NestedTrack track) {
        for (int at = 0; at < track.size(); at++) {
            depth = track.rows().getInt(track.row(at), Field.DEPTH);
            place(track, at);
        }
        depth = 0;
        return track;
    }

    private NestedTrack byTime(NestedTrack track, Beside beside) throws IOException {
        Rows rows = track.rows();
        int[] order = track.order();
        int kept = 0;
        depth = 0;
        for (int at = 0; at < track.size(); at++) {
            int row = track.row(at);
            long start = rows.getLong(row, Field.START);
            long end = rows.getLong(row, Field.END);
            NestedTrack soFar = new NestedTrack(track.number(), track.name(), rows, order, kept);
            while (depth > 0 && isOver(soFar, open[depth - 1], row)) {
                depth--;
            }
            if (depth > 0 && end > soFar.end(open[depth - 1])) {
                order = order == null ? RowOrder.of(track.size(), (a, b) -> 0) : order;
                if (beside.takes(rows, row)) {
                    continue;
                }
                rows.setLong(row, Field.END, soFar.end(open[depth - 1]));
            }
            if (order != null) {
                order[kept] = row;
            }
            place(new NestedTrack(track.number(), track.name(), rows, order, kept + 1), kept);
            kept++;
        }
        depth = 0;
        return new NestedTrack(track.number(), track.name(), rows, order, kept);
    }

    /**
     * Whether the slice at a place is over when a row begins. Where both touch, the ids decide if the row
     * has no length; a longer one would end behind it.
     */
    private static boolean isOver(NestedTrack track, int at, int row) {
        long start = track.rows().getLong(row, Field.START);
        long end = track.end(at);
        if (end != start || track.rows().getLong(row, Field.END) > end) {
            return end <= start;
        }
        long parent = track.rows().getLong(row, Field.PARENT_SPAN);
        return parent == 0 || parent != track.rows().getLong(track.row(at), Field.SPAN);
    }

    /** Puts the slice at a place under the open one. */
    private void place(NestedTrack track, int at) {
        Rows rows = track.rows();
        int row = track.row(at);
        long nanos = rows.getLong(row, Field.END) - rows.getLong(row, Field.START);
        rows.setInt(row, Field.DEPTH, depth);
        rows.setLong(row, Field.SELF, nanos);
        rows.setInt(row, Field.BACK, 0);
        if (depth > 0) {
            int around = track.row(open[depth - 1]);
            rows.setInt(row, Field.BACK, at - open[depth - 1]);
            rows.setLong(around, Field.SELF, rows.getLong(around, Field.SELF) - nanos);
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = at;
    }
}

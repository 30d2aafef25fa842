package dev.fxprof.export.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out which slice stands in which.
 *
 * <p>A slice that begins within another one and ends after it cannot stand on the same track: it moves to
 * a track of its own beside it, as Perfetto's importer does, so that its time is kept.
 */
final class Nesting {
    private static final String BESIDE = " (overlapping)";
    /** Beyond so many tracks beside one, or beside all, slices are cut instead. */
    private static final int MOST_BESIDE = 32;
    private static final int MOST_BESIDE_ALL = 1 << 16;

    private final CaptureBuilder builder;
    private final Repairs repairs;
    private int besides;

    Nesting(CaptureBuilder builder, Repairs repairs) {
        this.builder = builder;
        this.repairs = repairs;
    }

    /** The track, and those that had to be made beside it. */
    List<NestedTrack> nest(ReadTrack track) throws IOException {
        List<NestedTrack> nested = new ArrayList<>();
        String name = track.name() + BESIDE;
        for (ReadTrack next = track; next != null;) {
            boolean last = nested.size() == MOST_BESIDE || besides == MOST_BESIDE_ALL;
            Beside beside = new Beside(name, last);
            nested.add(one(next, beside));
            next = beside.track;
        }
        return nested;
    }

    private final class Beside implements Placement.Overlaps {
        final String name;
        final boolean cuts;
        ReadTrack track;

        Beside(String name, boolean cuts) {
            this.name = name;
            this.cuts = cuts;
        }

        @Override
        public boolean take(Rows rows, int row) throws IOException {
            repairs.count("overlapping slices", 1);
            if (cuts) {
                return false;
            }
            if (track == null) {
                track = builder.beside(name);
                besides++;
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
        int[] order = null;
        if (track.hasHalves) {
            order = new Halves(track, builder.sites(), repairs).pair();
        } else if (!track.inOrder || track.hasStacked && track.hasWhole) {
            order = RowOrder.asTheyCame(track.rows.size());
        }
        boolean hasDepths = !track.hasWhole && !(track.hasHalves && track.hasStacked);
        if (!hasDepths && order != null) {
            if (track.keepsOrder()) {
                BeginOrder.sortByStart(track.rows, order);
            } else {
                BeginOrder.sort(track.rows, order);
            }
        }
        Placement placement = new Placement(track.rows, order);
        if (hasDepths) {
            placement.byDepth();
        } else {
            placement.byTime(beside);
        }
        return new NestedTrack(track.number(), track.name(), track.rows, placement.order(),
                placement.placed());
    }
}

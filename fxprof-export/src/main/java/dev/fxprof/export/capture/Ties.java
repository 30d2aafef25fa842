package dev.fxprof.export.capture;

import java.util.function.IntToLongFunction;

/** What belongs to moments of tracks: rows that stand, once sorted, in the order of the tracks. */
abstract class Ties {
    static final int TRACK = 0;
    static final int SITE = 4;
    static final int NANOS = 8;

    final Rows rows;
    private int[] order = new int[0];

    Ties(Spill spill) {
        rows = new Rows(spill);
    }

    /** Puts the rows of each track in the order of a key; those of track 0 are left aside. */
    final void sort(IntToLongFunction key) {
        order = byTrack(TRACK, key);
    }

    final int[] byTrack(int field, IntToLongFunction key) {
        return RowOrder.of(rows.size(), (a, b) -> {
            int track = Integer.compare(rows.getInt(a, field), rows.getInt(b, field));
            return track != 0 ? track : Long.compare(key.applyAsLong(a), key.applyAsLong(b));
        });
    }

    /** The first place of a track, or where it would be. */
    final int first(int track) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (rows.getInt(order[middle], TRACK) < track) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    final int row(int at) {
        return order[at];
    }

    final long nanos(int at) {
        return rows.getLong(order[at], NANOS);
    }
}

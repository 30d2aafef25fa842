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

<<<<<<< HEAD
    /** Ids of spans may be 0 for the innermost ones. */
    void link(boolean continues, ReadTrack from, long fromNanos, long fromSpan, ReadTrack to,
            long toNanos, long toSpan) throws IOException {
        int row = rows.add();
        rows.setInt(row, TRACK, to.number());
        rows.setLong(row, NANOS, toNanos);
        rows.setLong(row, TO_SPAN, toSpan);
        rows.setInt(row, FROM_TRACK, from.number());
        rows.setLong(row, FROM_NANOS, fromNanos);
        rows.setLong(row, FROM_SPAN, fromSpan);
        rows.setInt(row, FLAGS, continues ? CONTINUES : 0);
    }

    void sort() {
        order = RowOrder.of(rows.size(), (a, b) -> {
            int track = Integer.compare(rows.getInt(a, TRACK), rows.getInt(b, TRACK));
            return track != 0
                    ? track
                    : Long.compare(rows.getLong(a, NANOS), rows.getLong(b, NANOS));
=======
    final int[] byTrack(int field, IntToLongFunction key) {
        return RowOrder.of(rows.size(), (a, b) -> {
            int track = Integer.compare(rows.getInt(a, field), rows.getInt(b, field));
            return track != 0 ? track : Long.compare(key.applyAsLong(a), key.applyAsLong(b));
>>>>>>> 04294dca1ecc3379d58428b7011ae422fa99c8fb
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

<<<<<<< HEAD
    /**
     * Finds the slices at both ends of all links, the earliest effect first, so that a span which is
     * suspended several times keeps one id.
     *
     * @param byNumber the tracks; null where a number has none
     * @return how many have none at an end; they are left out
     */
    long resolve(List<NestedTrack> byNumber) {
        int[] byTime = RowOrder.of(rows.size(),
                (a, b) -> Long.compare(rows.getLong(a, NANOS), rows.getLong(b, NANOS)));
        long lost = 0;
        for (int row : byTime) {
            NestedTrack source = byNumber.get(rows.getInt(row, FROM_TRACK));
            NestedTrack target = byNumber.get(rows.getInt(row, TRACK));
            int from = source == null
                    ? -1
                    : source.at(rows.getLong(row, FROM_NANOS),
                            rows.getLong(row, FROM_SPAN));
            int to = target == null
                    ? -1
                    : target.at(rows.getLong(row, NANOS),
                            rows.getLong(row, TO_SPAN));
            if (from < 0 || to < 0) {
                lost++;
                continue;
            }
            if ((rows.getInt(row, FLAGS) & CONTINUES) != 0) {
                goOn(source.rows(), source.row(from), target.rows(), target.row(to));
            }
            rows.setInt(row, FLAGS, rows.getInt(row, FLAGS) | RESOLVED);
            rows.setLong(row, FROM_SPAN, source.rows().getLong(source.row(from), Field.SPAN));
            rows.setLong(row, TO_SPAN, target.rows().getLong(target.row(to), Field.SPAN));
        }
        return lost;
    }

    private static void goOn(Rows source, int from, Rows target, int to) {
        target.setLong(to, Field.SPAN, source.getLong(from, Field.SPAN));
        target.setInt(to, Field.FLAGS, target.getInt(to, Field.FLAGS) | ReadTrack.CONTINUED);
    }

    boolean isResolved(int at) {
        return (rows.getInt(order[at], FLAGS) & RESOLVED) != 0;
    }

    boolean continues(int at) {
        return (rows.getInt(order[at], FLAGS) & CONTINUES) != 0;
    }

    long nanos(int at) {
        return rows.getLong(order[at], NANOS);
    }

    long fromNanos(int at) {
        return rows.getLong(order[at], FROM_NANOS);
    }

    int fromTrack(int at) {
        return rows.getInt(order[at], FROM_TRACK);
    }

    long fromSpan(int at) {
        return rows.getLong(order[at], FROM_SPAN);
    }

    long toSpan(int at) {
        return rows.getLong(order[at], TO_SPAN);
    }

    int site(int at) {
        return rows.getInt(order[at], SITE);
    }

    double value(int at) {
        return Double.longBitsToDouble(rows.getLong(order[at], VALUE));
    }
=======
    final long nanos(int at) {
        return rows.getLong(order[at], NANOS);
    }
>>>>>>> 04294dca1ecc3379d58428b7011ae422fa99c8fb
}

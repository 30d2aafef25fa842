package dev.fxprof.export.capture;

import java.io.IOException;
import java.util.List;

/**
 * Links between slices. The formats name moments, sometimes spans, but never slices: {@link #resolve} finds
 * those, and puts the links in the order of the slices that they end at.
 */
final class Links extends Ties {
    private static final int FLAGS = 4;
    private static final int FROM_NANOS = 16;
    private static final int FROM_SPAN = 24;
    private static final int TO_SPAN = 32;
    private static final int FROM_TRACK = 40;
    private static final int FROM_PLACE = 44;
    private static final int TO_PLACE = 48;

    private static final int CONTINUES = 1;
    private static final int NEXT = 2;
    /** So many slices around the innermost one are looked at for the span that a link names. */
    private static final int MOST_AROUND = 256;

    Links(Spill spill) {
        super(spill);
    }

    void add(boolean continues, Moment from, Moment to) throws IOException {
        int row = rows.add();
        rows.setInt(row, TRACK, to.track().number());
        rows.setInt(row, FLAGS, (continues ? CONTINUES : 0) | (to.isNext() ? NEXT : 0));
        rows.setLong(row, NANOS, to.nanos());
        rows.setLong(row, FROM_NANOS, from.nanos());
        rows.setLong(row, FROM_SPAN, from.span());
        rows.setLong(row, TO_SPAN, to.span());
        rows.setInt(row, FROM_TRACK, from.track().number());
    }

    /**
     * Finds the slices at both ends of all links.
     *
     * @param byNumber the tracks; null where a number has none
     * @return how many have none at an end; they are left out
     */
    long resolve(List<NestedTrack> byNumber) {
        locate(byNumber, FROM_TRACK, FROM_NANOS, FROM_PLACE);
        locate(byNumber, TRACK, NANOS, TO_PLACE);
        moveToNext(byNumber);
        long lost = 0;
        // The earliest effect first, so that a span which is suspended several times keeps one id.
        for (int row : RowOrder.of(rows.size(), (a, b) -> Long.compare(rows.getLong(a, NANOS),
                rows.getLong(b, NANOS)))) {
            boolean begins = rows.getInt(row, FROM_PLACE) >= 0 || rows.getLong(row, FROM_SPAN) != 0;
            if (!begins || rows.getInt(row, TO_PLACE) < 0) {
                rows.setInt(row, TRACK, 0);
                lost++;
            } else {
                tie(row, byNumber);
            }
        }
        sort(row -> rows.getInt(row, TO_PLACE));
        return lost;
    }

    /** Sets the places of the innermost slices at the moments of one end, in one pass over each track. */
    private void locate(List<NestedTrack> byNumber, int track, int nanos, int place) {
        int number = -1;
        NestedTrack.Sweep sweep = null;
        for (int row : byTrack(track, row -> rows.getLong(row, nanos))) {
            if (rows.getInt(row, track) != number) {
                number = rows.getInt(row, track);
                NestedTrack on = byNumber.get(number);
                sweep = on == null ? null : on.sweep();
            }
            rows.setInt(row, place, sweep == null ? -1 : sweep.at(rows.getLong(row, nanos)));
        }
    }

    private void moveToNext(List<NestedTrack> byNumber) {
        for (int row = 0; row < rows.size(); row++) {
            NestedTrack track = byNumber.get(rows.getInt(row, TRACK));
            if ((rows.getInt(row, FLAGS) & NEXT) != 0 && track != null) {
                int next = track.next(rows.getLong(row, NANOS));
                rows.setInt(row, TO_PLACE, next);
                if (next >= 0) {
                    rows.setLong(row, NANOS, track.start(next));
                }
            }
        }
    }

    private void tie(int row, List<NestedTrack> byNumber) {
        NestedTrack source = byNumber.get(rows.getInt(row, FROM_TRACK));
        NestedTrack target = byNumber.get(rows.getInt(row, TRACK));
        long fromSpan = rows.getLong(row, FROM_SPAN);
        boolean continues = (rows.getInt(row, FLAGS) & CONTINUES) != 0;
        int to = named(target, rows.getInt(row, TO_PLACE), rows.getLong(row, TO_SPAN));
        if (fromSpan == 0) {
            int from = rows.getInt(row, FROM_PLACE);
            to = continues ? resumed(source, from, target, to) : to;
            fromSpan = source.span(continues ? suspended(source, from, target, to) : from);
        }
        if (continues) {
            target.goOn(to, fromSpan);
            fromSpan = target.span(to);
        }
        rows.setInt(row, TO_PLACE, to);
        rows.setLong(row, FROM_SPAN, fromSpan);
        rows.setLong(row, TO_SPAN, target.span(to));
    }

    /** Of the slices that begin at once, the innermost that goes on with one of those open at a place. */
    private static int resumed(NestedTrack source, int from, NestedTrack target, int to) {
        int at = to;
        for (int i = 0; i < MOST_AROUND && at >= 0 && target.start(at) == target.start(to); i++) {
            int before = suspended(source, from, target, at);
            if (!target.isContinued(at) && source.site(before) == target.site(at)) {
                return at;
            }
            at--;
        }
        return to;
    }

    /** Of the slices open at a place, the innermost that has the site of another one. */
    private static int suspended(NestedTrack source, int from, NestedTrack target, int to) {
        int at = from;
        for (int i = 0; i < MOST_AROUND && at >= 0; i++) {
            if (source.site(at) == target.site(to)) {
                return at;
            }
            at = source.parent(at);
        }
        return from;
    }

    /** Place of the slice of a span among those around a place or with its start, or the place itself. */
    private static int named(NestedTrack track, int place, long span) {
        int at = place;
        for (int i = 0; span != 0 && at >= 0 && i < MOST_AROUND; i++) {
            if (track.span(at) == span) {
                return at;
            }
            at = track.parent(at);
        }
        for (int i = 1; span != 0 && i <= place && i < MOST_AROUND
                && track.start(place - i) == track.start(place); i++) {
            if (track.span(place - i) == span) {
                return place - i;
            }
        }
        return place;
    }

    /** The place behind those that end at a slice before some place of the track. */
    int until(int from, int to, int place) {
        int at = from;
        while (at < to && rows.getInt(row(at), TO_PLACE) < place) {
            at++;
        }
        return at;
    }

    boolean continues(int at) {
        return (rows.getInt(row(at), FLAGS) & CONTINUES) != 0;
    }

    long fromNanos(int at) {
        return rows.getLong(row(at), FROM_NANOS);
    }

    int fromTrack(int at) {
        return rows.getInt(row(at), FROM_TRACK);
    }

    long fromSpan(int at) {
        return rows.getLong(row(at), FROM_SPAN);
    }

    long toSpan(int at) {
        return rows.getLong(row(at), TO_SPAN);
    }
}

package dev.fxprof.export.capture;

import java.io.IOException;

/** Values of counters, in the order of tracks and times once they are sorted. */
final class Counters extends Ties {
    private static final int VALUE = 16;

    Counters(Spill spill) {
        super(spill);
    }

    void add(int track, int site, long nanos, double value) throws IOException {
        int row = rows.add();
        rows.setInt(row, TRACK, track);
        rows.setInt(row, SITE, site);
        rows.setLong(row, NANOS, nanos);
        rows.setLong(row, VALUE, Double.doubleToRawLongBits(value));
    }

    void sort() {
        sort(row -> rows.getLong(row, NANOS));
    }

    /** The place behind those of a track that are not later than a moment; {@code to} ends the track. */
    int until(int from, int to, long nanos) {
        int at = from;
        while (at < to && nanos(at) <= nanos) {
            at++;
        }
        return at;
    }

    int site(int at) {
        return rows.getInt(row(at), SITE);
    }

    double value(int at) {
        return Double.longBitsToDouble(rows.getLong(row(at), VALUE));
    }
}

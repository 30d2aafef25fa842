package dev.fxprof.export.capture;

import java.util.List;

/** Gives ids to the spans that have none in the file. */
final class SpanIds {
    /** Where ids of our own begin if the file has some: JavaScript holds up to 2^53. */
    private static final long BESIDE_OTHERS = 1L << 52;

    private SpanIds() {
    }

    static void assign(List<NestedTrack> tracks) {
        long next = 1;
        for (NestedTrack track : tracks) {
            for (int at = 0; at < track.size() && next == 1; at++) {
                next = track.rows().getLong(track.row(at), Field.SPAN) == 0 ? 1 : BESIDE_OTHERS;
            }
        }
        for (NestedTrack track : tracks) {
            Rows rows = track.rows();
            for (int at = 0; at < track.size(); at++) {
                int row = track.row(at);
                int flags = rows.getInt(row, Field.FLAGS);
                if (rows.getLong(row, Field.SPAN) != 0) {
                    rows.setInt(row, Field.FLAGS, flags | Field.HAS_ID);
                } else if ((flags & ReadTrack.PLACEHOLDER) == 0) {
                    rows.setLong(row, Field.SPAN, next++);
                }
            }
        }
    }
}

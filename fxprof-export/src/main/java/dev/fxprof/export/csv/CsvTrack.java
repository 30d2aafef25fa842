package dev.fxprof.export.csv;

import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.util.Arrays;

/** A track that is filled by depth as long as its rows come in begin order, and by time from then on. */
final class CsvTrack {
    static final int NO_DEPTH = -1;

    /** 36 years each way. */
    private static final long MOST_NANOS = 1L << 60;

    private final ReadTrack track;
    private long[] ends = new long[16];
    private int depth;
    private long last = Long.MIN_VALUE;
    private boolean inOrder = true;

    CsvTrack(ReadTrack track) {
        this.track = track;
    }

    ReadTrack track() {
        return track;
    }

    /** Adds a slice and returns its row, or {@link ReadTrack#NONE} if no clock reaches that far. */
    int add(int site, long start, long end, int newDepth) throws IOException {
        if (Math.abs(start) > MOST_NANOS || Math.abs(end) > MOST_NANOS) {
            return track.add(site, Long.MAX_VALUE, Long.MAX_VALUE);
        }
        if (inOrder && newDepth >= 0 && newDepth <= depth && end >= start) {
            while (depth > newDepth) {
                end();
            }
            inOrder = start >= last && (depth == 0 || end <= ends[depth - 1]);
            if (inOrder) {
                return begin(site, start, end);
            }
        }
        inOrder = false;
        finish();
        return track.add(site, start, end);
    }

    private int begin(int site, long start, long end) throws IOException {
        int row = track.begin(site, start);
        if (row == ReadTrack.NONE) {
            return row;
        }
        if (depth == ends.length) {
            ends = Arrays.copyOf(ends, 2 * depth);
        }
        ends[depth++] = end;
        last = start;
        return row;
    }

    private void end() {
        last = ends[--depth];
        track.end(last);
    }

    void finish() {
        while (depth > 0) {
            end();
        }
    }
}

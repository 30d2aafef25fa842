package dev.fxprof.export.chrome;

import dev.fxprof.api.SpanBatch;
import java.util.Arrays;

/** The links of one batch that start in an earlier file, by the slice they end at. */
final class EarlierLinks {
    private static final int SMALLEST = 64;

    private long[] spans = new long[SMALLEST];
    private long[] starts = new long[SMALLEST];
    private long[] origins = new long[SMALLEST];
    private int size;

    /**
     * Takes the links of a batch that start at or before the cut. A span's own id as the origin
     * tells a link between two slices of one span.
     */
    void collect(SpanBatch batch, long cutNanos) {
        clear();
        for (int j = 0, links = batch.links(); j < links; j++) {
            if (batch.linkFromNanos(j) <= cutNanos) {
                put(batch.linkTo(j), batch.linkToNanos(j), batch.linkFrom(j));
            }
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Id of the span that a slice follows from, or 0. */
    long origin(long span, long start) {
        return size == 0 ? 0 : origins[slot(span, start)];
    }

    private void clear() {
        if (size > 0) {
            Arrays.fill(origins, 0);
            size = 0;
        }
    }

    private void put(long span, long start, long origin) {
        if (2 * size >= spans.length) {
            grow();
        }
        int slot = slot(span, start);
        if (origins[slot] == 0) {
            size++;
        } else if (origins[slot] == span) {
            return;
        }
        spans[slot] = span;
        starts[slot] = start;
        origins[slot] = origin;
    }

    private int slot(long span, long start) {
        long mixed = (span * 31 + start) * 0x9E3779B97F4A7C15L;
        int mask = spans.length - 1;
        int slot = (int) (mixed >>> 32) & mask;
        while (origins[slot] != 0 && (spans[slot] != span || starts[slot] != start)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldSpans = spans;
        long[] oldStarts = starts;
        long[] oldOrigins = origins;
        spans = new long[2 * oldSpans.length];
        starts = new long[spans.length];
        origins = new long[spans.length];
        size = 0;
        for (int i = 0; i < oldSpans.length; i++) {
            if (oldOrigins[i] != 0) {
                put(oldSpans[i], oldStarts[i], oldOrigins[i]);
            }
        }
    }
}

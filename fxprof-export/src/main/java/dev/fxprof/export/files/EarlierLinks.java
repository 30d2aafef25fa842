package dev.fxprof.export.files;

import dev.fxprof.api.SpanBatch;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** The links of one batch that start in an earlier file, by the slice they end at. */
public final class EarlierLinks {
    private static final int SMALLEST = 64;

    private long[] spans = new long[SMALLEST];
    private long[] starts = new long[SMALLEST];
    private long[] origins = new long[SMALLEST];
    private int size;

    /** None yet. */
    public EarlierLinks() {
    }

    /**
     * Takes the links of a batch that start at or before the cut of the track they start on: each
     * track has one of its own, where its last tree in an earlier file ended. A span's own id as the
     * origin tells a link between two slices of one span.
     *
     * @param batch the batch
     * @param cuts up to when earlier files go, in nanoseconds, by the number of the track
     */
    public void collect(SpanBatch batch, IntToLongFunction cuts) {
        clear();
        for (int j = 0, links = batch.links(); j < links; j++) {
            if (batch.linkFromNanos(j) <= cuts.applyAsLong(batch.linkFromTrack(j))) {
                put(batch.linkTo(j), batch.linkToNanos(j), batch.linkFrom(j));
            }
        }
    }

    /**
     * Whether the last batch has no such link.
     *
     * @return true if no slice follows from an earlier file
     */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * Span that a slice follows from.
     *
     * @param span id of the slice's span
     * @param start when the slice begins
     * @return the span's id, or 0
     */
    public long origin(long span, long start) {
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

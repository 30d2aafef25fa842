package dev.fxprof.export.perfetto;

import dev.fxprof.api.SpanBatch;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** The links of one batch by the slice they end at. */
final class BatchLinks {
    private static final int NONE = -1;

    private int[] heads = new int[64];
    private int[] next = new int[32];
    private SpanBatch batch;
    private int size;

    /** Takes the links of a batch that begin after the cut of the track they begin on. */
    void collect(SpanBatch of, IntToLongFunction cuts) {
        batch = of;
        size = 0;
        int links = of.links();
        if (links == 0) {
            return;
        }
        if (2 * links > heads.length) {
            heads = new int[Integer.highestOneBit(links) << 2];
            next = new int[heads.length / 2];
        }
        Arrays.fill(heads, NONE);
        // The last comes first into a chain, so that a slice has its flows in their order.
        for (int j = links - 1; j >= 0; j--) {
            if (of.linkFromNanos(j) > cuts.applyAsLong(of.linkFromTrack(j))) {
                int slot = slot(of.linkTo(j), of.linkToNanos(j));
                next[j] = heads[slot];
                heads[slot] = j;
                size++;
            }
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The first link that ends where a slice begins, or -1. */
    int first(long span, long start) {
        return heads[slot(span, start)];
    }

    /** The next link of the same slice, or -1. */
    int next(int link) {
        return next[link];
    }

    private int slot(long span, long start) {
        long mixed = (span * 31 + start) * 0x9E3779B97F4A7C15L;
        int mask = heads.length - 1;
        int slot = (int) (mixed >>> 32) & mask;
        while (heads[slot] != NONE && (batch.linkTo(heads[slot]) != span
                || batch.linkToNanos(heads[slot]) != start)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}

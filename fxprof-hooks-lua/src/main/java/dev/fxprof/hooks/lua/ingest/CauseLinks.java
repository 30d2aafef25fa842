package dev.fxprof.hooks.lua.ingest;

import java.util.Arrays;

/** Finds the links of a window by the span that they end at. */
final class CauseLinks {
    static final int NONE = -1;

    private int[] heads = new int[64];
    private int[] next = new int[64];
    private Window window;
    private int mask;

    void index(Window of) {
        window = of;
        int capacity = Math.max(64, Integer.highestOneBit(Math.max(1, of.links)) * 4);
        if (heads.length < capacity) {
            heads = new int[capacity];
            next = new int[capacity];
        }
        mask = heads.length - 1;
        if (of.links > 0) {
            Arrays.fill(heads, NONE);
        }
        for (int j = 0; j < of.links; j++) {
            int at = slot(of.linkTo[j]);
            next[j] = heads[at];
            heads[at] = j;
        }
    }

    private int slot(long span) {
        return (int) (span * 0x9E3779B97F4A7C15L >>> 40) & mask;
    }

    /** First link that ends at a span. */
    int first(long span) {
        return window.links == 0 ? NONE : same(heads[slot(span)], span);
    }

    int next(int link, long span) {
        return same(next[link], span);
    }

    private int same(int from, long span) {
        int link = from;
        while (link != NONE && window.linkTo[link] != span) {
            link = next[link];
        }
        return link;
    }
}

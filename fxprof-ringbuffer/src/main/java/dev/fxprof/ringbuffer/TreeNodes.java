package dev.fxprof.ringbuffer;

import java.util.Arrays;

/** Slices of the tree under construction, as parallel arrays reused from tree to tree. */
final class TreeNodes {
    static final int NONE = -1;
    private static final int KEEP = 1 << 14;

    long[] span;
    long[] parentSpan;
    long[] start;
    long[] end;
    int[] site;
    int[] source;
    int[] flags;
    int[] caller;
    int[] firstChild;
    int[] nextSibling;
    int size;

    TreeNodes() {
        allocate(1024);
    }

    private void allocate(int n) {
        span = new long[n];
        parentSpan = new long[n];
        start = new long[n];
        end = new long[n];
        site = new int[n];
        source = new int[n];
        flags = new int[n];
        caller = new int[n];
        firstChild = new int[n];
        nextSibling = new int[n];
    }

    int add(int flags, long span, long parentSpan, long start, long end, int site, int source,
            int caller) {
        if (size == this.span.length) {
            grow();
        }
        int n = size++;
        this.flags[n] = flags;
        this.caller[n] = caller;
        this.span[n] = span;
        this.parentSpan[n] = parentSpan;
        this.start[n] = start;
        this.end[n] = end;
        this.site[n] = site;
        this.source[n] = source;
        firstChild[n] = NONE;
        nextSibling[n] = NONE;
        return n;
    }

    private void grow() {
        int n = size * 2;
        span = Arrays.copyOf(span, n);
        parentSpan = Arrays.copyOf(parentSpan, n);
        start = Arrays.copyOf(start, n);
        end = Arrays.copyOf(end, n);
        site = Arrays.copyOf(site, n);
        source = Arrays.copyOf(source, n);
        flags = Arrays.copyOf(flags, n);
        caller = Arrays.copyOf(caller, n);
        firstChild = Arrays.copyOf(firstChild, n);
        nextSibling = Arrays.copyOf(nextSibling, n);
    }

    /** Forgets all slices; memory that one large tree needed is given back. */
    void clear() {
        if (span.length > KEEP && size < KEEP / 4) {
            allocate(KEEP / 4);
        }
        size = 0;
    }

    long bytes() {
        return span.length * (4L * Long.BYTES + 6L * Integer.BYTES);
    }
}

package dev.fxprof.hooks.lua.ingest;

import java.util.Arrays;

/**
 * Slices in begin order, nested by time, with the links that end at them. Beginning with a root, a
 * stretch of it is what a batch shows.
 */
final class Forest {
    /** Larger overlaps than this are no matter of clocks. */
    static final long SMALL_NANOS = 20_000_000;
    static final int NONE = -1;

    int size;
    long[] start = new long[1024];
    long[] end = new long[1024];
    long[] self = new long[1024];
    long[] span = new long[1024];
    int[] site = new int[1024];
    int[] marks = new int[1024];
    int[] source = new int[1024];
    int[] parent = new int[1024];
    int[] depth = new int[1024];

    int links;
    long[] linkFrom = new long[64];
    long[] linkFromNanos = new long[64];
    int[] linkTo = new int[64];
    boolean[] linkContinues = new boolean[64];

    int roots;
    int[] root = new int[256];

    private int open = NONE;
    private long mended;

    /** Stamps that were moved so that slices nest. */
    long mended() {
        return mended;
    }

    /** Says that all slices so far are over; those that follow are later. */
    void closeAll() {
        open = NONE;
    }

    /**
     * Adds the next slice in the order of starts, of equal ones the longest first; returns its index,
     * or {@link #NONE} if it overlaps another too far to be put right.
     */
    int add(long from, long to, long spanId, int siteId, int flags, int player) {
        long first = from;
        long last = to;
        boolean moved = false;
        while (true) {
            if (open != NONE && first < start[open]) {
                first = start[open];
                last = Math.max(first, last);
                moved = true;
            }
            while (open != NONE && end[open] <= first) {
                open = parent[open];
            }
            if (open == NONE || last <= end[open]) {
                break;
            }
            long outside = last - end[open];
            long inside = end[open] - first;
            if (Math.min(outside, inside) > SMALL_NANOS) {
                return NONE;
            }
            moved = true;
            if (outside <= inside) {
                last = end[open];
                break;
            }
            first = end[open];
        }
        mended += moved ? 1 : 0;
        return place(first, last, spanId, siteId, flags, player);
    }

    private int place(long first, long last, long spanId, int siteId, int flags, int player) {
        if (size == start.length) {
            grow(2 * size);
        }
        int i = size++;
        start[i] = first;
        end[i] = last;
        self[i] = last - first;
        span[i] = spanId;
        site[i] = siteId;
        marks[i] = flags;
        source[i] = player;
        parent[i] = open;
        if (open == NONE) {
            depth[i] = 0;
            addRoot(i);
        } else {
            depth[i] = depth[open] + 1;
            self[open] -= last - first;
        }
        open = i;
        return i;
    }

    private void addRoot(int i) {
        if (roots == root.length) {
            root = Arrays.copyOf(root, 2 * roots);
        }
        root[roots++] = i;
    }

    /** Adds a link to the slice that was added last. */
    void link(boolean continues, long from, long fromNanos) {
        if (links == linkTo.length) {
            linkFrom = Arrays.copyOf(linkFrom, 2 * links);
            linkFromNanos = Arrays.copyOf(linkFromNanos, 2 * links);
            linkTo = Arrays.copyOf(linkTo, 2 * links);
            linkContinues = Arrays.copyOf(linkContinues, 2 * links);
        }
        linkContinues[links] = continues;
        linkFrom[links] = from;
        linkFromNanos[links] = fromNanos;
        linkTo[links++] = size - 1;
    }

    /** Index of the slice behind a root and all in it. */
    int behind(int rootNumber) {
        return rootNumber + 1 < roots ? root[rootNumber + 1] : size;
    }

    /** Lets go of all before a root. */
    void removeBefore(int rootNumber) {
        int from = rootNumber < roots ? root[rootNumber] : size;
        if (from == 0) {
            return;
        }
        int kept = size - from;
        for (long[] column : new long[][]{start, end, self, span}) {
            System.arraycopy(column, from, column, 0, kept);
        }
        for (int[] column : new int[][]{site, marks, source, parent, depth}) {
            System.arraycopy(column, from, column, 0, kept);
        }
        for (int i = 0; i < kept; i++) {
            parent[i] = Math.max(NONE, parent[i] - from);
        }
        size = kept;
        int next = 0;
        for (int r = rootNumber; r < roots; r++) {
            root[next++] = root[r] - from;
        }
        roots = next;
        removeLinks(from);
        closeAll();
    }

    /** Moves all that is held. */
    void move(long nanos) {
        for (int i = 0; i < size; i++) {
            start[i] += nanos;
            end[i] += nanos;
        }
        for (int j = 0; j < links; j++) {
            linkFromNanos[j] += nanos;
        }
    }

    private void removeLinks(int from) {
        int next = 0;
        for (int j = 0; j < links; j++) {
            if (linkTo[j] >= from) {
                linkContinues[next] = linkContinues[j];
                linkFrom[next] = linkFrom[j];
                linkFromNanos[next] = linkFromNanos[j];
                linkTo[next++] = linkTo[j] - from;
            }
        }
        links = next;
    }

    private void grow(int capacity) {
        start = Arrays.copyOf(start, capacity);
        end = Arrays.copyOf(end, capacity);
        self = Arrays.copyOf(self, capacity);
        span = Arrays.copyOf(span, capacity);
        site = Arrays.copyOf(site, capacity);
        marks = Arrays.copyOf(marks, capacity);
        source = Arrays.copyOf(source, capacity);
        parent = Arrays.copyOf(parent, capacity);
        depth = Arrays.copyOf(depth, capacity);
    }
}

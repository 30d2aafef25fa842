package dev.fxprof.hooks.lua.ingest;

/**
 * Where the last slice of each suspended span of a VM ended. Beyond {@value #MOST} spans no more are
 * remembered: their next slice has no flow.
 */
final class SuspendedSpans {
    /** End of a span that is not known. */
    static final long NONE = Long.MIN_VALUE;

    private static final int MOST = 1 << 16;
    private static final int FEWEST = 16;

    /** Ids, 0 where there is none; a power of two long, at most half full. */
    private long[] ids = new long[FEWEST];
    private long[] ends = new long[FEWEST];
    private int size;

    void put(long id, long end) {
        if (id == 0 || size >= MOST) {
            return;
        }
        int at = find(id);
        if (ids[at] == 0) {
            ids[at] = id;
            size++;
        }
        ends[at] = end;
        if (2 * size > ids.length) {
            grow();
        }
    }

    /** Gives the end of a span's last slice and forgets it. */
    long take(long id) {
        int at = find(id);
        if (id == 0 || ids[at] == 0) {
            return NONE;
        }
        long end = ends[at];
        remove(at);
        return end;
    }

    /** Moves all ends. */
    void move(long nanos) {
        for (int i = 0; i < ends.length; i++) {
            ends[i] += nanos;
        }
    }

    private int find(long id) {
        int mask = ids.length - 1;
        int at = (int) (id * 0x9E3779B97F4A7C15L >>> 40) & mask;
        while (ids[at] != 0 && ids[at] != id) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** Closes the hole, so that what stands behind it is still found. */
    private void remove(int from) {
        size--;
        int mask = ids.length - 1;
        int hole = from;
        ids[hole] = 0;
        for (int at = hole + 1 & mask; ids[at] != 0; at = at + 1 & mask) {
            long id = ids[at];
            long end = ends[at];
            ids[at] = 0;
            int to = find(id);
            ids[to] = id;
            ends[to] = end;
        }
    }

    private void grow() {
        long[] beforeIds = ids;
        long[] beforeEnds = ends;
        ids = new long[2 * beforeIds.length];
        ends = new long[ids.length];
        for (int i = 0; i < beforeIds.length; i++) {
            if (beforeIds[i] != 0) {
                int at = find(beforeIds[i]);
                ids[at] = beforeIds[i];
                ends[at] = beforeEnds[i];
            }
        }
    }
}

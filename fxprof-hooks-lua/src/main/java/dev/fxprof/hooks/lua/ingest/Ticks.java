package dev.fxprof.hooks.lua.ingest;

import java.util.Arrays;

/**
 * Cuts the forest into ticks. Between two wake-ups of the collector lies one border, at the longest gap
 * without work. What runs behind the last border waits for the next wake-up. Where wake-ups are
 * missing, trees stand without a tick.
 */
final class Ticks {
    private static final long NEVER = Long.MIN_VALUE;

    private final Forest forest;
    private final ForestBatch batch;
    private final Out out;
    private long[] wakes = new long[64];
    private int count;
    private long held = NEVER;

    /** Takes what is cut off. */
    interface Out {
        /** Takes a batch that holds so many slices from the agents, up to a moment. */
        void batch(ForestBatch batch, int slices, long until);

        long nextTick();
    }

    Ticks(Forest forest, ForestBatch batch, Out out) {
        this.forest = forest;
        this.batch = batch;
        this.out = out;
    }

    void wake(long nanos) {
        if (count == wakes.length) {
            wakes = Arrays.copyOf(wakes, 2 * count);
        }
        wakes[count++] = nanos;
    }

    /**
     * Cuts off what is complete.
     *
     * @param missing whether wake-ups are missing between those before and those since the last call
     */
    void cut(boolean missing) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            long wake = wakes[i];
            if (held == NEVER || missing && i == 0) {
                from = loose(from, firstAfter(from, wake));
            } else {
                int to = border(from, wake);
                emit(from, to, held);
                from = to;
            }
            held = wake;
        }
        count = 0;
        if (held == NEVER) {
            from = loose(from, forest.roots);
        }
        forest.removeBefore(from);
    }

    /** Cuts off all that waits: the tick of the last wake-up. */
    void finish() {
        if (held != NEVER) {
            emit(0, forest.roots, held);
        } else {
            loose(0, forest.roots);
        }
        held = NEVER;
        forest.removeBefore(forest.roots);
    }

    /** Cuts off all as trees without a tick. */
    void finishLoose() {
        loose(0, forest.roots);
        forest.removeBefore(forest.roots);
    }

    /** Moves the wake-up of the tick that is held. */
    void move(long nanos) {
        held += held == NEVER ? 0 : nanos;
    }

    private int firstAfter(int from, long moment) {
        int root = from;
        while (root < forest.roots && forest.start[forest.root[root]] < moment) {
            root++;
        }
        return root;
    }

    /** Number of the first root behind the longest gap between the held wake-up and another. */
    private int border(int from, long wake) {
        int root = firstAfter(from, held);
        long last = root > from ? Math.max(held, forest.end[forest.root[root - 1]]) : held;
        long longest = -1;
        int border = root;
        for (; root < forest.roots && forest.start[forest.root[root]] < wake; root++) {
            long gap = forest.start[forest.root[root]] - last;
            if (gap > longest) {
                longest = gap;
                border = root;
            }
            last = forest.end[forest.root[root]];
        }
        return wake - last > longest ? root : border;
    }

    private int loose(int from, int to) {
        if (from < to) {
            int first = forest.root[from];
            int behind = forest.behind(to - 1);
            batch.slices(first, behind);
            out.batch(batch, behind - first, forest.end[forest.root[to - 1]]);
        }
        return to;
    }

    private void emit(int from, int to, long wake) {
        if (from == to) {
            batch.slices(0, 0);
            batch.tick(out.nextTick(), wake, wake, 0);
            out.batch(batch, 0, wake);
            return;
        }
        int first = forest.root[from];
        int behind = forest.behind(to - 1);
        long end = forest.end[forest.root[to - 1]];
        long roots = 0;
        for (int root = from; root < to; root++) {
            int i = forest.root[root];
            roots += forest.end[i] - forest.start[i];
        }
        batch.slices(first, behind);
        batch.tick(out.nextTick(), forest.start[first], end, roots);
        out.batch(batch, behind - first, end);
    }
}

package dev.fxprof.export.report;

import dev.fxprof.api.Site;
import java.util.List;

/**
 * What ran in one tick, calls of one site below one caller merged.
 *
 * @param number number of the tick, from 0
 * @param startNanos its start, since the start of the capture
 * @param durationNanos its duration
 * @param threads threads on which something ran, that of the tick first
 */
public record TickTree(long number, long startNanos, long durationNanos, List<Thread> threads) {
    /** Keeps the lists from being changed. */
    public TickTree {
        threads = List.copyOf(threads);
    }

    /**
     * One thread.
     *
     * @param name its name
     * @param roots what was outermost on it
     */
    public record Thread(String name, List<Node> roots) {
        /** Keeps the lists from being changed. */
        public Thread {
            roots = List.copyOf(roots);
        }
    }

    /**
     * Calls of one site below one caller.
     *
     * @param site what was called; with an id of 0 the stand-in for a lost parent
     * @param calls activations
     * @param slices stretches of them
     * @param totalNanos their time
     * @param selfNanos that without recorded callees
     * @param startNanos first begin, since the start of the capture
     * @param source player behind the first of them, or 0
     * @param left slices below them that found no room in the tree
     * @param children callees, in order of their first begin
     */
    public record Node(Site site, long calls, long slices, long totalNanos, long selfNanos,
            long startNanos, int source, long left, List<Node> children) {
        /** Keeps the lists from being changed. */
        public Node {
            children = List.copyOf(children);
        }
    }
}

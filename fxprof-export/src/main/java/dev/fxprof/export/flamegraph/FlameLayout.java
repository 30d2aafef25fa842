package dev.fxprof.export.flamegraph;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Where each node of a tree stands: what takes most of its parent's time at the left. */
final class FlameLayout {
    /** More frames than so many make no viewer happy. */
    private static final int MOST_DRAWN = 20_000;

    private final StackTree tree;
    private final long[] totals;
    private final long[] starts;
    private final long smallest;
    private int drawn;
    private int deepest;
    private int left;
    private long leftNanos;

    /**
     * Lays a tree out.
     *
     * @param totals width of each node
     * @param part part of the whole width below which nothing is drawn
     */
    FlameLayout(StackTree tree, long[] totals, double part) {
        this.tree = tree;
        this.totals = totals;
        starts = new long[tree.size()];
        place();
        smallest = smallest(part);
        for (int node = StackTree.ROOT; node < tree.size(); node++) {
            if (isDrawn(node)) {
                drawn++;
                deepest = Math.max(deepest, tree.depth(node));
            } else if (totals[node] > 0) {
                left++;
                leftNanos += isDrawn(tree.parent(node)) ? totals[node] : 0;
            }
        }
    }

    private void place() {
        long[] next = new long[tree.size()];
        int[] order = IntStream.range(1, tree.size()).boxed()
                .sorted((a, b) -> tree.depth(a) != tree.depth(b)
                        ? Integer.compare(tree.depth(a), tree.depth(b))
                        : totals[a] != totals[b]
                                ? Long.compare(totals[b], totals[a])
                                : tree.frame(a).label().compareTo(tree.frame(b).label()))
                .mapToInt(Integer::intValue).toArray();
        for (int node : order) {
            int parent = tree.parent(node);
            starts[node] = next[parent];
            next[node] = starts[node];
            next[parent] += totals[node];
        }
    }

    private long smallest(double part) {
        long least = Math.max(1, (long) Math.ceil(totals[StackTree.ROOT] * part));
        if (tree.size() <= MOST_DRAWN) {
            return least;
        }
        long[] sorted = totals.clone();
        Arrays.sort(sorted);
        return Math.max(least, sorted[sorted.length - MOST_DRAWN] + 1);
    }

    boolean isDrawn(int node) {
        return totals[node] >= smallest || node == StackTree.ROOT;
    }

    long total(int node) {
        return totals[node];
    }

    long start(int node) {
        return starts[node];
    }

    /** Least time of a frame that is drawn. */
    long smallest() {
        return smallest;
    }

    int drawn() {
        return drawn;
    }

    int deepest() {
        return deepest;
    }

    /** Frames that take some time and are not drawn. */
    int left() {
        return left;
    }

    /** Part of the whole time in which no frame is drawn on top. */
    long leftNanos() {
        return leftNanos;
    }
}

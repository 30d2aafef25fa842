package dev.fxprof.live.core;

import dev.fxprof.export.flamegraph.StackTotals;
import dev.fxprof.live.view.FlameView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes a tree of stacks, without the frames that nobody could see. */
final class FlameTree {
    static final FlameView NOTHING = new FlameView(0, 0,
            new FlameView.Node("all", "", 0, 0, List.of()));

    private static final int LEAST_PART = 2000;
    private static final int DEEPEST = 200;

    private final StackTotals totals;
    private final long[] nanos;
    private final List<List<Integer>> children = new ArrayList<>();
    private final long least;

    FlameTree(StackTotals totals) {
        this.totals = totals;
        int size = totals.size();
        nanos = new long[size];
        for (int node = 0; node < size; node++) {
            children.add(new ArrayList<>());
        }
        for (int node = size - 1; node > StackTotals.ROOT; node--) {
            nanos[node] += totals.selfNanos(node);
            nanos[totals.parent(node)] += nanos[node];
            children.get(totals.parent(node)).add(node);
        }
        least = nanos[StackTotals.ROOT] / LEAST_PART;
    }

    FlameView.Node root() {
        return new FlameView.Node("all", "", nanos[StackTotals.ROOT], 0,
                below(StackTotals.ROOT, 0));
    }

    private List<FlameView.Node> below(int node, int depth) {
        List<Integer> all = children.get(node);
        all.sort(Comparator.comparingLong((Integer child) -> nanos[child]).reversed());
        List<FlameView.Node> shown = new ArrayList<>();
        long small = 0;
        long smallCalls = 0;
        for (int child : all) {
            if (nanos[child] <= least || depth >= DEEPEST) {
                small += nanos[child];
                smallCalls += totals.calls(child);
            } else {
                shown.add(new FlameView.Node(totals.frame(child).label(),
                        totals.frame(child).resource(), nanos[child], totals.calls(child),
                        below(child, depth + 1)));
            }
        }
        if (small > 0) {
            shown.add(new FlameView.Node("(small)", "", small, smallCalls, List.of()));
        }
        return shown;
    }
}

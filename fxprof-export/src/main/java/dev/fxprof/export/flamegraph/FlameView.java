package dev.fxprof.export.flamegraph;

import java.util.Arrays;

/**
 * The tree that a graph shows. Between a tick, or a thread, and what runs in it stands the resource, so
 * that all of a resource's handlers are side by side. Or it holds the calls of one resource alone, from
 * the outermost of them on each stack.
 */
final class FlameView {
    private static final int OUTSIDE = -1;

    private final StackTree tree = new StackTree();
    private final String resource;

    private FlameView(String resource) {
        this.resource = resource;
    }

    static StackTree of(StackTotals totals, String resource) {
        FlameView view = new FlameView(resource);
        int[] places = view.places(totals);
        for (int node = 1; node < places.length; node++) {
            if (places[node] != OUTSIDE) {
                view.tree.add(places[node], totals.selfNanos(node), totals.calls(node));
            }
        }
        return view.tree;
    }

    /** Both recordings in one tree. */
    static StackTree of(StackTotals before, StackTotals after, FlameGraphOptions options,
            boolean normalised) {
        FlameView view = new FlameView(options.resource());
        int[] places = view.places(after);
        for (int node = 1; node < places.length; node++) {
            if (places[node] != OUTSIDE) {
                view.tree.add(places[node], after.selfNanos(node), after.calls(node));
            }
        }
        double scale = normalised && before.totalNanos() > 0
                ? (double) after.totalNanos() / before.totalNanos()
                : 1;
        places = view.places(before);
        for (int node = 1; node < places.length; node++) {
            if (places[node] != OUTSIDE) {
                view.tree.addBefore(places[node], Math.round(before.selfNanos(node) * scale));
            }
        }
        return view.tree;
    }

    /** For each node of the totals that of the view. */
    private int[] places(StackTotals totals) {
        int[] places = new int[totals.size()];
        Arrays.fill(places, OUTSIDE);
        if (resource.isEmpty()) {
            places[StackTotals.ROOT] = StackTree.ROOT;
        }
        for (int node = 1; node < places.length; node++) {
            int around = totals.parent(node);
            StackFrame frame = totals.frame(node);
            if (resource.isEmpty()) {
                places[node] = tree.child(grouped(totals, places[around], around, frame), frame);
            } else if (places[around] != OUTSIDE) {
                places[node] = tree.child(places[around], frame);
            } else if (!frame.isGroup() && frame.resource().equals(resource)) {
                places[node] = tree.child(StackTree.ROOT, frame);
            }
        }
        return places;
    }

    private int grouped(StackTotals totals, int place, int around, StackFrame frame) {
        boolean groups = around != StackTotals.ROOT && !frame.isTick()
                && (totals.frame(around).isGroup() || totals.frame(around).isTick());
        return groups
                ? tree.child(place, StackFrame.group(frame.resource(), frame.resource()))
                : place;
    }
}

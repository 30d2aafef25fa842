package dev.fxprof.export.flamegraph;

import java.io.IOException;

/**
 * A flame graph of two recordings. Widths are those of the second one; a frame is red if it took more
 * time itself than in the first, blue if less. Stacks that the second one lacks have no width there, so
 * there is the mirrored graph too: widths of the first, colours as before.
 */
public final class DifferentialFlameGraph {
    /**
     * How two recordings are compared.
     *
     * @param mirrored whether widths are those of the first recording
     * @param normalised whether the times of the first are scaled so that both recordings take the same
     *     time altogether, for recordings of different length
     */
    public record Comparison(boolean mirrored, boolean normalised) {}

    private DifferentialFlameGraph() {
    }

    /**
     * Writes one graph.
     *
     * @param before stacks of the first recording
     * @param after stacks of the second
     * @param comparison which one decides about widths, and the scale
     * @param options how it is to look; it never carries data, being no recording
     * @param to takes the SVG
     * @throws IOException if {@code to} fails
     */
    public static void write(StackTotals before, StackTotals after, Comparison comparison,
            FlameGraphOptions options, Appendable to) throws IOException {
        StackTree tree = FlameView.of(before, after, options, comparison.normalised());
        Change change = new Change(tree, tree.totalsBefore(), tree.totals(), largest(tree),
                comparison);
        FlameLayout layout = new FlameLayout(tree, change.widths(),
                options.minimumWidth() / options.width());
        SvgGraph svg = new SvgGraph(tree, layout, options, change, to);
        svg.begin("data-format=\"differential\">");
        svg.rest();
    }

    private static long largest(StackTree tree) {
        long largest = 1;
        for (int node = 1; node < tree.size(); node++) {
            largest = Math.max(largest, Math.abs(tree.self(node) - tree.before(node)));
        }
        return largest;
    }

    private record Change(StackTree tree, long[] before, long[] after, long largest,
            Comparison comparison) implements SvgGraph.Face {
        @Override
        public String fill(int node) {
            return Palette.difference((double) (tree.self(node) - tree.before(node)) / largest);
        }

        @Override
        public String details(int node) {
            return "before " + Figures.duration(before[node]) + ", after "
                    + Figures.duration(after[node]) + " (" + signed(after[node] - before[node])
                    + "); itself " + Figures.duration(tree.before(node)) + ", "
                    + Figures.duration(tree.self(node)) + " ("
                    + signed(tree.self(node) - tree.before(node)) + ")";
        }

        private static String signed(long nanos) {
            return (nanos < 0 ? "" : "+") + Figures.duration(nanos);
        }

        @Override
        public String summary() {
            long gone = gone();
            return "Red took more time itself, blue less. Widths are those "
                    + (comparison.mirrored() ? "before" : "after") + ": "
                    + Figures.duration(widths()[StackTree.ROOT])
                    + (comparison.normalised() ? ", times before scaled to the same whole" : "")
                    + (gone == 0
                            ? "."
                            : "; " + Figures.count(gone, "frame")
                                    + " of the other recording only, shown in the other graph.");
        }

        /** Frames that have a width only in the graph with the other widths. */
        private long gone() {
            long[] others = comparison.mirrored() ? after : before;
            long gone = 0;
            for (int node = 1; node < tree.size(); node++) {
                gone += others[node] > 0 && widths()[node] == 0 ? 1 : 0;
            }
            return gone;
        }

        private long[] widths() {
            return comparison.mirrored() ? before : after;
        }
    }
}

package dev.fxprof.export.flamegraph;

import dev.fxprof.api.Capture;
import dev.fxprof.export.page.PageText;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A flame graph: frames as wide as the time they took, what they called on top of them; self-contained
 * SVG that can be searched and zoomed.
 *
 * <p>Nothing in it comes from outside or runs but one script and one style sheet, both constant, which a
 * content security policy can allow by {@link #scriptHash} and {@link #styleHash}.
 */
public final class FlameGraph {
    private final StackTotals totals;

    private FlameGraph(StackTotals totals) {
        this.totals = totals;
    }

    /**
     * A graph of stacks.
     *
     * @param totals the stacks; must not change until the graph is written
     * @return the graph
     */
    public static FlameGraph of(StackTotals totals) {
        return new FlameGraph(totals);
    }

    /**
     * A graph of a capture.
     *
     * @param capture replayed once
     * @return the graph
     * @throws IOException if the capture's temporary file cannot be read
     */
    public static FlameGraph of(Capture capture) throws IOException {
        return of(StackTotals.of(capture));
    }

    /**
     * Writes a graph.
     *
     * @param totals the stacks
     * @param options how it is to look
     * @param to takes the SVG
     * @throws IOException if {@code to} fails
     */
    public static void svg(StackTotals totals, FlameGraphOptions options, Appendable to)
            throws IOException {
        of(totals).write(options, to);
    }

    /**
     * The script of every graph, as a content security policy names it.
     *
     * @return {@code 'sha256-…'}
     */
    public static String scriptHash() {
        return PageText.hash(FlameGraphParts.SCRIPT);
    }

    /**
     * The style sheet of every graph, as a content security policy names it.
     *
     * @return {@code 'sha256-…'}
     */
    public static String styleHash() {
        return PageText.hash(FlameGraphParts.STYLE);
    }

    /**
     * The resources that graphs of their own make sense for.
     *
     * @return names, the one with most self time first; without {@code server} and unknown ones
     */
    public List<String> resources() {
        Map<String, Long> times = new HashMap<>();
        for (int node = 1; node < totals.size(); node++) {
            StackFrame frame = totals.frame(node);
            if (!frame.isGroup() && !frame.isPlaceholder()) {
                times.merge(frame.resource(), totals.selfNanos(node), Long::sum);
            }
        }
        times.remove(StackFrame.SERVER);
        times.remove(StackFrame.UNKNOWN);
        return times.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey).toList();
    }

    /**
     * Writes the graph.
     *
     * @param options how it is to look
     * @param to takes the SVG
     * @throws IOException if {@code to} fails
     */
    public void write(FlameGraphOptions options, Appendable to) throws IOException {
        StackTree tree = FlameView.of(totals, options.resource());
        long[] times = tree.totals();
        FlameLayout layout = new FlameLayout(tree, times,
                options.minimumWidth() / options.width());
        SvgGraph svg = new SvgGraph(tree, layout, options, new Times(tree, times), to);
        if (options.data()) {
            data(svg, tree, options.resource(), times[StackTree.ROOT], to);
        } else {
            svg.begin(">");
        }
        svg.rest();
    }

    private void data(SvgGraph svg, StackTree tree, String resource, long nanos, Appendable to)
            throws IOException {
        boolean whole = resource.isEmpty();
        Appendable escaped = new EscapedText(to);
        svg.begin("data-format=\"collapsed\" data-unit=\"nanoseconds\" data-total=\"" + nanos
                + "\">");
        if (whole) {
            Collapsed.write(totals, escaped);
        } else {
            Collapsed.write(tree, StackFrame.thread(resource), escaped);
        }
    }

    private record Times(StackTree tree, long[] times) implements SvgGraph.Face {
        @Override
        public String fill(int node) {
            return node == StackTree.ROOT ? "#dedede" : Palette.of(tree.frame(node));
        }

        @Override
        public String details(int node) {
            String whole = Figures.duration(times[node]) + " ("
                    + Figures.percent(times[node], times[StackTree.ROOT]) + ")";
            boolean group = node == StackTree.ROOT || tree.frame(node).isGroup();
            return group
                    ? whole
                    : whole + ", " + Figures.duration(tree.self(node)) + " itself, "
                            + Figures.count(tree.calls(node), "call");
        }

        @Override
        public String summary() {
            return Figures.duration(times[StackTree.ROOT])
                    + " recorded. Click a frame to zoom, Ctrl+F or / to search, arrow keys to walk.";
        }
    }
}

package dev.fxprof.export.report;

import dev.fxprof.api.Site;
import dev.fxprof.api.SpanKind;
import java.util.ArrayList;
import java.util.List;

/** The tree of a tick as indented lines. What is too deep or too much is counted. */
final class TreeText {
    private static final int DEEPEST = 24;
    private static final int MOST_LINES = 400;

    private final TickTree tree;
    private final int width;
    private final TreeOrder order;
    private int lines;

    TreeText(TickTree tree, int width, TreeOrder order) {
        this.tree = tree;
        this.width = width;
        this.order = order;
    }

    void print(StringBuilder to) {
        to.append("\nTick ").append(tree.number()).append(" took ")
                .append(Units.duration(tree.durationNanos())).append(", beginning at ")
                .append(Units.duration(tree.startNanos())).append("; callees by ")
                .append(order == TreeOrder.TIME ? "time" : "cost").append(", equal calls merged\n");
        for (TickTree.Thread thread : tree.threads()) {
            TextTable table = new TextTable(TextTable.harmless(thread.name()), "at", "times",
                    "self",
                    "total", "share");
            List<TickTree.Node> roots = new ArrayList<>(thread.roots());
            roots.sort(order.comparator());
            add(table, roots, 0, 0);
            to.append('\n');
            table.print(to);
        }
    }

    private void add(TextTable table, List<TickTree.Node> nodes, int depth, long left) {
        String indent = "  ".repeat(depth);
        List<TickTree.Node> shown = shown(nodes, depth);
        for (TickTree.Node node : shown) {
            lines++;
            table.add(indent + label(node), at(node), Units.count(node.slices()),
                    Units.compact(node.selfNanos()), Units.compact(node.totalNanos()),
                    Units.share(Shares.percent(node.totalNanos(), tree.durationNanos())));
            List<TickTree.Node> callees = new ArrayList<>(node.children());
            callees.sort(order.comparator());
            add(table, callees, depth + 1, node.left());
        }
        rest(table, indent, nodes, shown, left);
    }

    private String at(TickTree.Node node) {
        long nanos = node.startNanos() - tree.startNanos();
        return nanos > 0 ? "+" + Units.compact(nanos) : "-";
    }

    /** The most expensive ones, in the order that is wanted. */
    private List<TickTree.Node> shown(List<TickTree.Node> nodes, int depth) {
        if (depth >= DEEPEST || lines >= MOST_LINES) {
            return List.of();
        }
        List<TickTree.Node> dearest = nodes.stream().sorted(TreeOrder.COST.comparator())
                .limit(width).toList();
        return nodes.stream().filter(dearest::contains).toList();
    }

    private static void rest(TextTable table, String indent, List<TickTree.Node> nodes,
            List<TickTree.Node> shown, long left) {
        int hidden = nodes.size() - shown.size();
        if (hidden > 0) {
            List<TickTree.Node> rest = nodes.stream().filter(node -> !shown.contains(node))
                    .toList();
            table.add(indent + "… " + hidden + " more", "",
                    Units.count(rest.stream().mapToLong(TickTree.Node::slices).sum()), "",
                    Units.compact(rest.stream().mapToLong(TickTree.Node::totalNanos).sum()), "");
        }
        if (left > 0) {
            table.add(indent + "… " + Units.count(left) + " slices deeper", "", "", "", "", "");
        }
    }

    private static String label(TickTree.Node node) {
        Site site = node.site();
        String name = Labels.of(site.kind(), site.name());
        String line = site.kind() == SpanKind.FUNCTION && site.line() > 0 ? ":" + site.line() : "";
        String owner = site.resource().isEmpty() || site.kind() == SpanKind.NATIVE
                ? ""
                : TextTable.harmless(site.resource()) + " › ";
        return owner + name + line
                + (PlayerTable.isPlayer(node.source()) ? " (player " + node.source() + ")" : "");
    }
}

package dev.fxprof.export.report;

import java.util.Comparator;

/** Order of the callees in the tree of a tick. */
public enum TreeOrder {
    /** What took longest first. */
    COST(Comparator.comparingLong(TickTree.Node::totalNanos).reversed()),
    /** What began earliest first. */
    TIME(Comparator.comparingLong(TickTree.Node::startNanos));

    private final Comparator<TickTree.Node> comparator;

    TreeOrder(Comparator<TickTree.Node> comparator) {
        this.comparator = comparator;
    }

    Comparator<TickTree.Node> comparator() {
        return comparator;
    }
}

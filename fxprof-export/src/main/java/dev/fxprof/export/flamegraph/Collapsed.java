package dev.fxprof.export.flamegraph;

import java.io.IOException;

/**
 * Collapsed stacks, as {@code flamegraph.pl} of Brendan Gregg defined them: on each line the frames of a
 * stack, the outermost first, with {@code ;} between them, then a blank and its self time. The unit is
 * the nanosecond, so that nothing is rounded away.
 */
public final class Collapsed {
    private Collapsed() {
    }

    /**
     * Writes all stacks that took any time.
     *
     * @param totals the stacks
     * @param to takes one line a stack
     * @throws IOException if {@code to} fails
     */
    public static void write(StackTotals totals, Appendable to) throws IOException {
        write(totals.tree(), null, to);
    }

    /** Writes a tree, each stack behind a root if there is one. */
    static void write(StackTree tree, StackFrame root, Appendable to) throws IOException {
        for (int node = 1; node < tree.size(); node++) {
            if (tree.self(node) > 0) {
                StringBuilder before = new StringBuilder(root == null ? "" : root.label());
                to.append(tree.stack(node, before)).append(' ')
                        .append(Long.toString(tree.self(node))).append('\n');
            }
        }
    }
}

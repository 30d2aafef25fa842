package dev.fxprof.live.view;

import java.util.List;

/**
 * Where the time of the last seconds went, by stack.
 *
 * @param seconds how many seconds it covers
 * @param totalNanos time of all stacks
 * @param root stands above all threads
 */
public record FlameView(double seconds, long totalNanos, Node root) {
    /**
     * One frame, as flame graph libraries want it.
     *
     * @param name its label
     * @param resource resource that is billed; empty for threads
     * @param value time of the frame and all below it, nanoseconds
     * @param calls how often it was entered
     * @param children the frames that it called, the most time first; those too small to be seen are
     *     one, named {@code (small)}
     */
    public record Node(String name, String resource, long value, long calls, List<Node> children) {
        /** Keeps a copy of the list. */
        public Node {
            children = List.copyOf(children);
        }
    }
}

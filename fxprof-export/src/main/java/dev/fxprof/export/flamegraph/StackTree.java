package dev.fxprof.export.flamegraph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stacks as a tree. A node has a higher number than the one above it; node 0 is above all. */
final class StackTree {
    static final int ROOT = 0;

    private static final int NO_FRAME = -1;

    private final List<StackFrame> frames = new ArrayList<>();
    private final Map<StackFrame, Integer> numbers = new HashMap<>();
    private int[] parent = new int[64];
    private int[] frame = new int[64];
    private int[] depth = new int[64];
    private long[] self = new long[64];
    private long[] before = new long[64];
    private long[] calls = new long[64];
    /** Nodes by parent and frame, open addressing, 0 for a free place: the root is never looked for. */
    private int[] places = new int[128];
    private int size = 1;

    StackTree() {
        frame[ROOT] = NO_FRAME;
    }

    int size() {
        return size;
    }

    /** Number of a frame, given for good. */
    int number(StackFrame of) {
        Integer known = numbers.putIfAbsent(of, frames.size());
        if (known == null) {
            frames.add(of);
            return frames.size() - 1;
        }
        return known;
    }

    /** The node of a frame below another, or -1. */
    int find(int under, int frameNumber) {
        for (int place = place(under, frameNumber);; place = place + 1 & places.length - 1) {
            int node = places[place];
            if (node == 0) {
                return -1;
            }
            if (parent[node] == under && frame[node] == frameNumber) {
                return node;
            }
        }
    }

    /** The node of a frame below another, made if there is none. */
    int child(int under, StackFrame of) {
        int number = number(of);
        int known = find(under, number);
        return known < 0 ? add(under, number) : known;
    }

    /** Makes a node that is not there yet. */
    int add(int under, int frameNumber) {
        if (size == parent.length) {
            grow();
        }
        int node = size++;
        parent[node] = under;
        frame[node] = frameNumber;
        depth[node] = depth[under] + 1;
        enter(node);
        return node;
    }

    private void grow() {
        int length = 2 * size;
        parent = Arrays.copyOf(parent, length);
        frame = Arrays.copyOf(frame, length);
        depth = Arrays.copyOf(depth, length);
        self = Arrays.copyOf(self, length);
        before = Arrays.copyOf(before, length);
        calls = Arrays.copyOf(calls, length);
        places = new int[2 * length];
        for (int node = 1; node < size; node++) {
            enter(node);
        }
    }

    private void enter(int node) {
        int place = place(parent[node], frame[node]);
        while (places[place] != 0) {
            place = place + 1 & places.length - 1;
        }
        places[place] = node;
    }

    private int place(int under, int frameNumber) {
        long hash = ((long) under << Integer.SIZE | frameNumber) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> Integer.SIZE) & places.length - 1;
    }

    int parent(int node) {
        return parent[node];
    }

    /** Number of frames from the root, which is 0. */
    int depth(int node) {
        return depth[node];
    }

    /** Labels with {@code ;} between them, the outermost first, behind what stands before all. */
    String stack(int node, StringBuilder before) {
        int[] path = new int[depth[node]];
        for (int i = path.length, at = node; at != ROOT; at = parent[at]) {
            path[--i] = at;
        }
        for (int at : path) {
            before.append(before.isEmpty() ? "" : ";").append(frame(at).label());
        }
        return before.toString();
    }

    StackFrame frame(int node) {
        return frames.get(frame[node]);
    }

    /** A frame by its number. */
    StackFrame numbered(int frameNumber) {
        return frames.get(frameNumber);
    }

    long self(int node) {
        return self[node];
    }

    /** Self time in the recording that this one is compared with. */
    long before(int node) {
        return before[node];
    }

    long calls(int node) {
        return calls[node];
    }

    void add(int node, long nanos, long times) {
        self[node] += nanos;
        calls[node] += times;
    }

    void addBefore(int node, long nanos) {
        before[node] += nanos;
    }

    /** For each node its self time and that of all below it. */
    long[] totals() {
        return sums(Arrays.copyOf(self, size));
    }

    long[] totalsBefore() {
        return sums(Arrays.copyOf(before, size));
    }

    private long[] sums(long[] values) {
        for (int node = size - 1; node > ROOT; node--) {
            values[parent[node]] += values[node];
        }
        return values;
    }
}

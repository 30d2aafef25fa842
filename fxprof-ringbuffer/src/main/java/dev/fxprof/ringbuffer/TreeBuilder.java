package dev.fxprof.ringbuffer;

import dev.fxprof.api.GuardedSink;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.Arrays;

/**
 * The reorder stage of one track: records come when slices end, sinks want begin order. A slice
 * waits at its depth until the slice around it arrives, which is the next one that ends one level
 * below; once a slice of depth 0 has ended, its tree is complete and goes to the sink.
 *
 * <p>Assumptions: records arrive in the producer's order. Some may be missing.
 *
 * <p>Guarantees: no slice gets a wrong parent. A parent is taken by its id; where its record was
 * lost, a placeholder stands in, one for each slice that lost it. Only a placeholder, whose own
 * parent nobody knows, is put where it lies in time. At most {@value #MAX_SLICES} slices are held,
 * and as many links and counters; what exceeds that in one tree is given up and counted, and so is
 * a link to a slice that was lost.
 */
final class TreeBuilder implements RecordConsumer {
    static final int MAX_SLICES = 1 << 19;
    private static final int MAX_DEPTH = 1 << 17;
    private static final int MAX_NODES = 2 * MAX_SLICES;

    private final GuardedSink sink;
    private final TreeNodes nodes = new TreeNodes();
    private final TreeBatch batch;
    private final int track;
    private final SpanTracks tracks;
    private long producer = -1;
    private int[] pendingFirst = new int[16];
    private int[] pendingLast = new int[16];
    private int deepest = -1;
    private long givenUp;

    TreeBuilder(int track, long originNanos, SpanSink sink) {
        this(track, originNanos, new GuardedSink(sink), new SpanTracks());
    }

    /** The tracks are those of all builders of a segment. */
    TreeBuilder(int track, long originNanos, GuardedSink sink, SpanTracks tracks) {
        this.sink = sink;
        this.track = track;
        this.tracks = tracks;
        this.batch = new TreeBatch(track, originNanos, nodes, tracks);
        Arrays.fill(pendingFirst, TreeNodes.NONE);
        Arrays.fill(pendingLast, TreeNodes.NONE);
    }

    @Override
    public void record(int flags, long span, long parent, long start, long end, int site,
            int depth, int source, int caller) {
        if ((flags & RecordDescriptor.SLICE) != 0) {
            slice(flags, span, parent, start, end, site, depth, source, caller);
        } else if ((flags & RecordDescriptor.LINK) != 0) {
            if (batch.entries() < MAX_SLICES) {
                batch.addLink((flags & RecordDescriptor.CONTINUED) != 0, parent, start, span, end);
            } else {
                givenUp++;
            }
        } else if ((flags & RecordDescriptor.COUNTER) != 0) {
            if (batch.entries() < MAX_SLICES) {
                batch.addCounter(site, start, Double.longBitsToDouble(span));
            } else {
                givenUp++;
            }
        }
    }

    private void slice(int flags, long span, long parent, long start, long end, int site,
            int depth, int source, int caller) {
        if (SpanTracks.producer(span) != producer) {
            producer = SpanTracks.producer(span);
            tracks.put(producer, track);
        }
        // No thread's stack is that deep: the record is damaged.
        boolean damaged = depth < 0 || depth > MAX_DEPTH;
        if (damaged || nodes.size >= MAX_SLICES && depth > 0) {
            givenUp++;
            return;
        }
        int node = nodes.add(flags, span, parent, start, end, site, source, caller);
        if (deepest > depth) {
            adopt(node, depth);
        }
        append(node, depth);
        if (depth == 0) {
            release();
        }
    }

    /** Makes the slices that wait one level above the node's its children. */
    private void adopt(int node, int depth) {
        for (int level = deepest; level > depth + 1; level--) {
            shelter(level);
        }
        int child = take(depth + 1);
        int lastChild = TreeNodes.NONE;
        while (child != TreeNodes.NONE) {
            int next = nodes.nextSibling[child];
            nodes.nextSibling[child] = TreeNodes.NONE;
            if (belongs(child, node)) {
                if (lastChild == TreeNodes.NONE) {
                    nodes.firstChild[node] = child;
                } else {
                    nodes.nextSibling[lastChild] = child;
                }
                lastChild = child;
            } else {
                append(placeholder(child), depth);
            }
            child = next;
        }
        deepest = depth;
    }

    private boolean belongs(int child, int node) {
        long parent = nodes.parentSpan[child];
        return (parent == nodes.span[node] || parent == TreeBatch.UNKNOWN)
                && nodes.start[child] >= nodes.start[node];
    }

    /** Gives every slice that waits at a level a placeholder, one level below, for its lost parent. */
    private void shelter(int level) {
        int child = take(level);
        while (child != TreeNodes.NONE) {
            int next = nodes.nextSibling[child];
            nodes.nextSibling[child] = TreeNodes.NONE;
            if (nodes.size < MAX_NODES) {
                append(placeholder(child), level - 1);
            } else {
                givenUp++;
            }
            child = next;
        }
    }

    private int placeholder(int child) {
        int holder = nodes.add(TreeBatch.PLACEHOLDER, Math.max(0, nodes.parentSpan[child]),
                TreeBatch.UNKNOWN,
                nodes.start[child], nodes.end[child], nodes.site[child], 0, 0);
        nodes.firstChild[holder] = child;
        return holder;
    }

    private void append(int node, int level) {
        if (level >= pendingFirst.length) {
            int from = pendingFirst.length;
            int to = Math.max(level + 1, from * 2);
            pendingFirst = Arrays.copyOf(pendingFirst, to);
            pendingLast = Arrays.copyOf(pendingLast, to);
            Arrays.fill(pendingFirst, from, to, TreeNodes.NONE);
            Arrays.fill(pendingLast, from, to, TreeNodes.NONE);
        }
        if (pendingFirst[level] == TreeNodes.NONE) {
            pendingFirst[level] = node;
        } else {
            nodes.nextSibling[pendingLast[level]] = node;
        }
        pendingLast[level] = node;
        deepest = Math.max(deepest, level);
    }

    private int take(int level) {
        int first = pendingFirst[level];
        pendingFirst[level] = TreeNodes.NONE;
        pendingLast[level] = TreeNodes.NONE;
        return first;
    }

    /** Sends what is complete; slices that still wait lost their parents for good. */
    void finish() {
        for (int level = deepest; level > 0; level--) {
            shelter(level);
        }
        release();
    }

    private void release() {
        givenUp += batch.arrange(deepest < 0 ? TreeNodes.NONE : take(0));
        deepest = -1;
        if (!batch.isEmpty()) {
            sink.accept(batch);
        }
        batch.clear();
        nodes.clear();
    }

    /** Whether nothing waits for a slice around it. */
    boolean isEmpty() {
        return nodes.size == 0 && batch.entries() == 0;
    }

    /** What one tree held beyond the limit, and links to lost slices. */
    long givenUp() {
        return givenUp;
    }

    /** Why the sink takes nothing any more, or null. */
    IOException failure() {
        return sink.failure().orElse(null);
    }

    long bytes() {
        return nodes.bytes() + batch.bytes();
    }
}

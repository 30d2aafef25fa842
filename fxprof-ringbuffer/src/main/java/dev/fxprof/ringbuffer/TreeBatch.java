package dev.fxprof.ringbuffer;

import dev.fxprof.api.SpanBatch;
import java.util.Arrays;

/** The view that sinks get of the finished trees in a {@link TreeNodes}. */
final class TreeBatch implements SpanBatch {
    /** Flag of a slice that stands in for a lost one. */
    static final int PLACEHOLDER = 1 << 16;
    /** Parent of a placeholder. */
    static final long UNKNOWN = -1;

    private static final int LINK_FIELDS = 5;
    private static final int COUNTER_FIELDS = 3;

    private final int track;
    private final long origin;
    private final TreeNodes nodes;
    private final SpanTracks tracks;
    private int[] order = new int[1024];
    private int[] parent = new int[1024];
    private int[] depth = new int[1024];
    private long[] self = new long[1024];
    private int slices;
    private long[] link = new long[LINK_FIELDS * 64];
    private int links;
    private long[] counter = new long[COUNTER_FIELDS * 16];
    private int counters;

    TreeBatch(int track, long origin, TreeNodes nodes, SpanTracks tracks) {
        this.track = track;
        this.origin = origin;
        this.nodes = nodes;
        this.tracks = tracks;
    }

    void addLink(boolean continues, long from, long fromNanos, long to, long toNanos) {
        int at = links * LINK_FIELDS;
        if (at == link.length) {
            link = Arrays.copyOf(link, at * 2);
        }
        link[at] = continues ? 1 : 0;
        link[at + 1] = from;
        link[at + 2] = fromNanos;
        link[at + 3] = to;
        link[at + 4] = toNanos;
        links++;
    }

    void addCounter(int site, long nanos, double value) {
        int at = counters * COUNTER_FIELDS;
        if (at == counter.length) {
            counter = Arrays.copyOf(counter, at * 2);
        }
        counter[at] = site;
        counter[at + 1] = nanos;
        counter[at + 2] = Double.doubleToRawLongBits(value);
        counters++;
    }

    /**
     * Lays the trees whose roots form a sibling list out in begin order; returns how many links were
     * left out.
     */
    int arrange(int firstRoot) {
        slices = 0;
        ensure(nodes.size);
        int node = firstRoot;
        int above = -1;
        while (node != TreeNodes.NONE) {
            int i = place(node, above);
            if (nodes.firstChild[node] != TreeNodes.NONE) {
                above = i;
                node = nodes.firstChild[node];
                continue;
            }
            while (nodes.nextSibling[node] == TreeNodes.NONE && above >= 0) {
                node = order[above];
                above = parent[above];
            }
            node = nodes.nextSibling[node];
        }
        return dropLinksWithoutSlice();
    }

    /** Leaves out links whose target slice was lost: a viewer would tie them to whatever runs then. */
    private int dropLinksWithoutSlice() {
        int kept = 0;
        for (int j = 0; j < links; j++) {
            int from = j * LINK_FIELDS;
            if (hasSlice(link[from + 3], link[from + 4])) {
                System.arraycopy(link, from, link, kept * LINK_FIELDS, LINK_FIELDS);
                kept++;
            }
        }
        int left = links - kept;
        links = kept;
        return left;
    }

    private boolean hasSlice(long span, long start) {
        int low = 0;
        int high = slices;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nodes.start[order[middle]] < start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        while (low < slices && nodes.start[order[low]] == start) {
            if (nodes.span[order[low]] == span && (nodes.flags[order[low]] & PLACEHOLDER) == 0) {
                return true;
            }
            low++;
        }
        return false;
    }

    private int place(int node, int above) {
        int i = slices++;
        order[i] = node;
        parent[i] = above;
        long duration = nodes.end[node] - nodes.start[node];
        self[i] = duration;
        if (above >= 0) {
            self[above] -= duration;
            depth[i] = depth[above] + 1;
        } else {
            depth[i] = 0;
        }
        return i;
    }

    private void ensure(int n) {
        if (n > order.length) {
            int to = Math.max(n, order.length * 2);
            order = new int[to];
            parent = new int[to];
            depth = new int[to];
            self = new long[to];
        }
    }

    void clear() {
        if (order.length > 1 << 16 && slices < 1 << 12) {
            order = new int[1 << 12];
            parent = new int[1 << 12];
            depth = new int[1 << 12];
            self = new long[1 << 12];
        }
        slices = 0;
        links = 0;
        counters = 0;
    }

    int entries() {
        return links + counters;
    }

    boolean isEmpty() {
        return slices == 0 && links == 0 && counters == 0;
    }

    long bytes() {
        return order.length * 20L + (link.length + counter.length) * 8L;
    }

    @Override
    public int track() {
        return track;
    }

    @Override
    public int slices() {
        return slices;
    }

    @Override
    public int site(int i) {
        return nodes.site[order[i]];
    }

    @Override
    public long spanId(int i) {
        return nodes.span[order[i]];
    }

    @Override
    public long parentId(int i) {
        return Math.max(0, nodes.parentSpan[order[i]]);
    }

    @Override
    public int parent(int i) {
        return parent[i];
    }

    @Override
    public int depth(int i) {
        return depth[i];
    }

    @Override
    public long startNanos(int i) {
        return nodes.start[order[i]] - origin;
    }

    @Override
    public long endNanos(int i) {
        return nodes.end[order[i]] - origin;
    }

    @Override
    public long selfNanos(int i) {
        return self[i];
    }

    @Override
    public boolean isFirst(int i) {
        return (nodes.flags[order[i]] & RecordDescriptor.CONTINUED) == 0;
    }

    @Override
    public boolean isUnfinished(int i) {
        return (nodes.flags[order[i]] & RecordDescriptor.UNFINISHED) != 0;
    }

    @Override
    public boolean isPlaceholder(int i) {
        return (nodes.flags[order[i]] & PLACEHOLDER) != 0;
    }

    @Override
    public int source(int i) {
        return nodes.source[order[i]];
    }

    @Override
    public int callerSite(int i) {
        return nodes.caller[order[i]];
    }

    @Override
    public boolean isBelowLeftOut(int i) {
        return (nodes.flags[order[i]] & RecordDescriptor.BELOW_LEFT_OUT) != 0;
    }

    @Override
    public long calls(int i) {
        return 1L << (nodes.flags[order[i]] >> RecordDescriptor.WEIGHT_SHIFT
                & RecordDescriptor.WEIGHT_MAX);
    }

    @Override
    public int links() {
        return links;
    }

    @Override
    public boolean linkContinues(int j) {
        return link[j * LINK_FIELDS] != 0;
    }

    @Override
    public long linkFrom(int j) {
        return link[j * LINK_FIELDS + 1];
    }

    @Override
    public int linkFromTrack(int j) {
        return tracks.of(linkFrom(j), track);
    }

    @Override
    public long linkFromNanos(int j) {
        return link[j * LINK_FIELDS + 2] - origin;
    }

    @Override
    public long linkTo(int j) {
        return link[j * LINK_FIELDS + 3];
    }

    @Override
    public long linkToNanos(int j) {
        return link[j * LINK_FIELDS + 4] - origin;
    }

    @Override
    public int counters() {
        return counters;
    }

    @Override
    public int counterSite(int k) {
        return (int) counter[k * COUNTER_FIELDS];
    }

    @Override
    public long counterNanos(int k) {
        return counter[k * COUNTER_FIELDS + 1] - origin;
    }

    @Override
    public double counterValue(int k) {
        return Double.longBitsToDouble(counter[k * COUNTER_FIELDS + 2]);
    }
}

package dev.fxprof.live.recorder;

import dev.fxprof.api.SpanBatch;
import java.util.Arrays;

/** A batch as it was written. Memory grows to that of the largest tree. */
final class ChunkBatch implements SpanBatch {
    private static final int CONTINUES = 0;
    private static final int FROM = 1;
    private static final int FROM_TRACK = 2;
    private static final int FROM_NANOS = 3;
    private static final int TO = 4;
    private static final int TO_NANOS = 5;
    private static final int LINK = 6;

    private int track;
    private int slices;
    private int links;
    private int counters;
    private int[] site = new int[64];
    private int[] parent = new int[64];
    private int[] depth = new int[64];
    private int[] flags = new int[64];
    private int[] source = new int[64];
    private int[] caller = new int[64];
    private long[] id = new long[64];
    private long[] parentId = new long[64];
    private long[] start = new long[64];
    private long[] end = new long[64];
    private long[] self = new long[64];
    private long[] calls = new long[64];
    private long[] link = new long[64];
    private int[] counterSite = new int[16];
    private long[] counterNanos = new long[16];
    private double[] counterValue = new double[16];

    /** Reads the batch that comes next. */
    void read(Source from) {
        track = (int) from.number();
        slices = (int) from.number();
        links = (int) from.number();
        counters = (int) from.number();
        if (slices > site.length) {
            grow(Math.max(slices, 2 * site.length));
        }
        for (int i = 0; i < slices; i++) {
            slice(from, i);
        }
        if (links * LINK > link.length) {
            link = new long[2 * links * LINK];
        }
        for (int j = 0; j < links; j++) {
            link(from, j * LINK);
        }
        if (counters > counterSite.length) {
            counterSite = new int[2 * counters];
            counterNanos = new long[2 * counters];
            counterValue = new double[2 * counters];
        }
        long base = slices == 0 ? 0 : start[slices - 1];
        for (int k = 0; k < counters; k++) {
            counterSite[k] = (int) from.number();
            counterNanos[k] = base + from.difference();
            counterValue[k] = Double.longBitsToDouble(from.number());
        }
    }

    private void slice(Source from, int i) {
        int bits = from.get();
        flags[i] = bits;
        int back = (int) from.number();
        int around = back == 0 ? -1 : i - back;
        parent[i] = around;
        depth[i] = around < 0 ? (int) from.number() : depth[around] + 1;
        site[i] = (int) from.number();
        start[i] = from.difference() + (i == 0 ? 0 : start[i - 1]);
        long nanos = from.difference();
        end[i] = start[i] + nanos;
        id[i] = from.difference() + (i == 0 ? 0 : id[i - 1]);
        source[i] = (bits & ChunkWriter.HAS_SOURCE) == 0 ? 0 : (int) from.difference();
        calls[i] = (bits & ChunkWriter.HAS_CALLS) == 0 ? 1 : from.number();
        int usualCaller = around < 0 ? 0 : site[around];
        caller[i] = (bits & ChunkWriter.HAS_CALLER) == 0 ? usualCaller : (int) from.number();
        long usualParent = around < 0 ? 0 : id[around];
        parentId[i] = (bits & ChunkWriter.HAS_PARENT) == 0
                ? usualParent
                : id[i] + from.difference();
        self[i] = nanos;
        if (around >= 0) {
            self[around] -= nanos;
        }
    }

    private void link(Source from, int at) {
        link[at + CONTINUES] = from.get();
        link[at + FROM] = from.difference();
        link[at + FROM_TRACK] = from.number();
        link[at + FROM_NANOS] = from.difference();
        link[at + TO] = from.difference();
        link[at + TO_NANOS] = link[at + FROM_NANOS] + from.difference();
    }

    private void grow(int length) {
        site = Arrays.copyOf(site, length);
        parent = Arrays.copyOf(parent, length);
        depth = Arrays.copyOf(depth, length);
        flags = Arrays.copyOf(flags, length);
        source = Arrays.copyOf(source, length);
        caller = Arrays.copyOf(caller, length);
        id = Arrays.copyOf(id, length);
        parentId = Arrays.copyOf(parentId, length);
        start = Arrays.copyOf(start, length);
        end = Arrays.copyOf(end, length);
        self = Arrays.copyOf(self, length);
        calls = Arrays.copyOf(calls, length);
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
        return site[i];
    }

    @Override
    public long spanId(int i) {
        return id[i];
    }

    @Override
    public long parentId(int i) {
        return parentId[i];
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
        return start[i];
    }

    @Override
    public long endNanos(int i) {
        return end[i];
    }

    @Override
    public long selfNanos(int i) {
        return self[i];
    }

    @Override
    public boolean isFirst(int i) {
        return (flags[i] & ChunkWriter.CONTINUED) == 0;
    }

    @Override
    public boolean isUnfinished(int i) {
        return (flags[i] & ChunkWriter.UNFINISHED) != 0;
    }

    @Override
    public boolean isPlaceholder(int i) {
        return (flags[i] & ChunkWriter.PLACEHOLDER) != 0;
    }

    @Override
    public int source(int i) {
        return source[i];
    }

    @Override
    public int callerSite(int i) {
        return caller[i];
    }

    @Override
    public boolean isBelowLeftOut(int i) {
        return (flags[i] & ChunkWriter.BELOW_LEFT_OUT) != 0;
    }

    @Override
    public long calls(int i) {
        return calls[i];
    }

    @Override
    public int links() {
        return links;
    }

    @Override
    public boolean linkContinues(int j) {
        return link[j * LINK + CONTINUES] != 0;
    }

    @Override
    public long linkFrom(int j) {
        return link[j * LINK + FROM];
    }

    @Override
    public int linkFromTrack(int j) {
        return (int) link[j * LINK + FROM_TRACK];
    }

    @Override
    public long linkFromNanos(int j) {
        return link[j * LINK + FROM_NANOS];
    }

    @Override
    public long linkTo(int j) {
        return link[j * LINK + TO];
    }

    @Override
    public long linkToNanos(int j) {
        return link[j * LINK + TO_NANOS];
    }

    @Override
    public int counters() {
        return counters;
    }

    @Override
    public int counterSite(int k) {
        return counterSite[k];
    }

    @Override
    public long counterNanos(int k) {
        return counterNanos[k];
    }

    @Override
    public double counterValue(int k) {
        return counterValue[k];
    }
}

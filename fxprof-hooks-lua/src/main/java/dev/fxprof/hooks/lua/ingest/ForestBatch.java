package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.hooks.lua.spool.VmFrame;
import java.util.Arrays;

/** A stretch of a {@link Forest} as sinks see it, within a tick or not; or counter values alone. */
final class ForestBatch implements SpanBatch {
    /** All spans from Lua are of the server's main thread. */
    static final int TRACK = 1;

    private final Forest forest;
    private final int tickSite;
    private long originNanos;
    private int from;
    private int count;
    /** 1 within a tick, which is the first slice then. */
    private int around;
    private long tickId;
    private long tickStart;
    private long tickEnd;
    private long tickSelf;
    private int firstLink;
    private int links;
    private int counters;
    private int[] counterSite = new int[64];
    private double[] counterValue = new double[64];
    private long counterNanos;

    ForestBatch(Forest forest, int tickSite) {
        this.forest = forest;
        this.tickSite = tickSite;
    }

    void origin(long nanos) {
        originNanos = nanos;
    }

    /** Shows slices from one up to but without another, as trees of their own. */
    void slices(int first, int behind) {
        from = first;
        count = behind - first;
        around = 0;
        counters = 0;
        firstLink = firstLinkFrom(first);
        links = firstLinkFrom(behind) - firstLink;
    }

    private int firstLinkFrom(int slice) {
        int low = 0;
        int high = forest.links;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (forest.linkTo[middle] < slice) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Puts a tick around the slices that are shown. */
    void tick(long id, long start, long end, long rootNanos) {
        around = 1;
        tickId = id;
        tickStart = start;
        tickEnd = end;
        tickSelf = end - start - rootNanos;
    }

    /** Shows no slices and no counters, for values to be added. */
    void counters(long nanos) {
        slices(0, 0);
        counterNanos = nanos;
    }

    void counter(int site, double value) {
        if (counters == counterSite.length) {
            counterSite = Arrays.copyOf(counterSite, 2 * counters);
            counterValue = Arrays.copyOf(counterValue, 2 * counters);
        }
        counterSite[counters] = site;
        counterValue[counters++] = value;
    }

    private boolean isTick(int i) {
        return i < around;
    }

    private int at(int i) {
        return from + i - around;
    }

    @Override
    public int track() {
        return TRACK;
    }

    @Override
    public int slices() {
        return count + around;
    }

    @Override
    public int site(int i) {
        return isTick(i) ? tickSite : forest.site[at(i)];
    }

    @Override
    public long spanId(int i) {
        return isTick(i) ? tickId : forest.span[at(i)];
    }

    @Override
    public long parentId(int i) {
        int parent = parent(i);
        return parent < 0 ? 0 : spanId(parent);
    }

    @Override
    public int parent(int i) {
        if (isTick(i)) {
            return -1;
        }
        int parent = forest.parent[at(i)];
        return parent < 0 ? around - 1 : parent - from + around;
    }

    @Override
    public int depth(int i) {
        return isTick(i) ? 0 : forest.depth[at(i)] + around;
    }

    @Override
    public long startNanos(int i) {
        return (isTick(i) ? tickStart : forest.start[at(i)]) - originNanos;
    }

    @Override
    public long endNanos(int i) {
        return (isTick(i) ? tickEnd : forest.end[at(i)]) - originNanos;
    }

    @Override
    public long selfNanos(int i) {
        return isTick(i) ? tickSelf : forest.self[at(i)];
    }

    @Override
    public boolean isFirst(int i) {
        return isTick(i) || (forest.marks[at(i)] & Marks.CONTINUED) == 0;
    }

    @Override
    public boolean isUnfinished(int i) {
        return !isTick(i) && (forest.marks[at(i)] & Marks.UNFINISHED) != 0;
    }

    @Override
    public boolean isPlaceholder(int i) {
        return false;
    }

    @Override
    public int source(int i) {
        return isTick(i) ? 0 : forest.source[at(i)];
    }

    @Override
    public int callerSite(int i) {
        int parent = parent(i);
        return parent < 0 ? 0 : site(parent);
    }

    @Override
    public boolean isBelowLeftOut(int i) {
        return false;
    }

    @Override
    public long calls(int i) {
        return isTick(i) ? 1 : 1L << (forest.marks[at(i)] & VmFrame.WEIGHT_MASK);
    }

    @Override
    public int links() {
        return links;
    }

    @Override
    public boolean linkContinues(int j) {
        return forest.linkContinues[firstLink + j];
    }

    @Override
    public long linkFrom(int j) {
        return forest.linkFrom[firstLink + j];
    }

    @Override
    public long linkFromNanos(int j) {
        return forest.linkFromNanos[firstLink + j] - originNanos;
    }

    @Override
    public long linkTo(int j) {
        return forest.span[forest.linkTo[firstLink + j]];
    }

    @Override
    public long linkToNanos(int j) {
        return forest.start[forest.linkTo[firstLink + j]] - originNanos;
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
        return counterNanos - originNanos;
    }

    @Override
    public double counterValue(int k) {
        return counterValue[k];
    }
}

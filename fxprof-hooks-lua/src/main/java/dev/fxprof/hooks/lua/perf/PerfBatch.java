package dev.fxprof.hooks.lua.perf;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanRecorder;

/** One slice of a thread, or some of its counters at one moment. */
final class PerfBatch implements SpanBatch {
    private static final int MOST_COUNTERS = 8;

    private final int track;
    private int slices;
    private int site;
    private long id;
    private long from;
    private long to;
    private int counters;
    private final int[] sites = new int[MOST_COUNTERS];
    private final double[] values = new double[MOST_COUNTERS];

    PerfBatch(int track) {
        this.track = track;
    }

    PerfBatch slice(int ofSite, long spanId, long fromNanos, long toNanos) {
        slices = 1;
        site = ofSite;
        id = spanId;
        from = fromNanos;
        to = toNanos;
        return this;
    }

    PerfBatch counter(int ofSite, long nanos, double value) {
        to = nanos;
        sites[counters] = ofSite;
        values[counters] = value;
        counters++;
        return this;
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
        return site;
    }

    @Override
    public long spanId(int i) {
        return id;
    }

    @Override
    public long parentId(int i) {
        return 0;
    }

    @Override
    public int parent(int i) {
        return -1;
    }

    @Override
    public int depth(int i) {
        return 0;
    }

    @Override
    public long startNanos(int i) {
        return from;
    }

    @Override
    public long endNanos(int i) {
        return to;
    }

    @Override
    public long selfNanos(int i) {
        return to - from;
    }

    @Override
    public boolean isFirst(int i) {
        return true;
    }

    @Override
    public boolean isUnfinished(int i) {
        return false;
    }

    @Override
    public boolean isPlaceholder(int i) {
        return false;
    }

    @Override
    public int source(int i) {
        return SpanRecorder.NO_SOURCE;
    }

    @Override
    public int callerSite(int i) {
        return 0;
    }

    @Override
    public boolean isBelowLeftOut(int i) {
        return false;
    }

    @Override
    public long calls(int i) {
        return 1;
    }

    @Override
    public int links() {
        return 0;
    }

    @Override
    public boolean linkContinues(int j) {
        return false;
    }

    @Override
    public long linkFrom(int j) {
        return 0;
    }

    @Override
    public long linkFromNanos(int j) {
        return 0;
    }

    @Override
    public long linkTo(int j) {
        return 0;
    }

    @Override
    public long linkToNanos(int j) {
        return 0;
    }

    @Override
    public int counters() {
        return counters;
    }

    @Override
    public int counterSite(int k) {
        return sites[k];
    }

    @Override
    public long counterNanos(int k) {
        return to;
    }

    @Override
    public double counterValue(int k) {
        return values[k];
    }
}

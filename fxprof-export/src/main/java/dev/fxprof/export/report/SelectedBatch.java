package dev.fxprof.export.report;

import dev.fxprof.api.SpanBatch;
import java.util.Arrays;

/** Some whole subtrees of a batch, without links and counters. */
final class SelectedBatch implements SpanBatch {
    private SpanBatch batch;
    private int[] slices = new int[256];
    private int[] parents = new int[256];
    private int[] depths = new int[256];
    private int size;

    void of(SpanBatch whole) {
        batch = whole;
        size = 0;
    }

    /** Adds the slices from one up to but without another, which are the first and all within it. */
    void add(int from, int to) {
        int shift = size - from;
        int depth = batch.depth(from);
        ensure(size + to - from);
        for (int i = from; i < to; i++) {
            slices[size] = i;
            parents[size] = i == from ? -1 : batch.parent(i) + shift;
            depths[size] = batch.depth(i) - depth;
            size++;
        }
    }

    private void ensure(int capacity) {
        if (capacity > slices.length) {
            int length = Math.max(capacity, 2 * slices.length);
            slices = Arrays.copyOf(slices, length);
            parents = Arrays.copyOf(parents, length);
            depths = Arrays.copyOf(depths, length);
        }
    }

    @Override
    public int track() {
        return batch.track();
    }

    @Override
    public int slices() {
        return size;
    }

    @Override
    public int site(int i) {
        return batch.site(slices[i]);
    }

    @Override
    public long spanId(int i) {
        return batch.spanId(slices[i]);
    }

    @Override
    public long parentId(int i) {
        return batch.parentId(slices[i]);
    }

    @Override
    public int parent(int i) {
        return parents[i];
    }

    @Override
    public int depth(int i) {
        return depths[i];
    }

    @Override
    public long startNanos(int i) {
        return batch.startNanos(slices[i]);
    }

    @Override
    public long endNanos(int i) {
        return batch.endNanos(slices[i]);
    }

    @Override
    public long selfNanos(int i) {
        return batch.selfNanos(slices[i]);
    }

    @Override
    public boolean isFirst(int i) {
        return batch.isFirst(slices[i]);
    }

    @Override
    public boolean isUnfinished(int i) {
        return batch.isUnfinished(slices[i]);
    }

    @Override
    public boolean isPlaceholder(int i) {
        return batch.isPlaceholder(slices[i]);
    }

    @Override
    public int source(int i) {
        return batch.source(slices[i]);
    }

    @Override
    public int callerSite(int i) {
        return batch.callerSite(slices[i]);
    }

    @Override
    public boolean isBelowLeftOut(int i) {
        return batch.isBelowLeftOut(slices[i]);
    }

    @Override
    public long calls(int i) {
        return batch.calls(slices[i]);
    }

    @Override
    public int links() {
        return 0;
    }

    @Override
    public boolean linkContinues(int j) {
        throw new IndexOutOfBoundsException(j);
    }

    @Override
    public long linkFrom(int j) {
        throw new IndexOutOfBoundsException(j);
    }

    @Override
    public long linkFromNanos(int j) {
        throw new IndexOutOfBoundsException(j);
    }

    @Override
    public long linkTo(int j) {
        throw new IndexOutOfBoundsException(j);
    }

    @Override
    public long linkToNanos(int j) {
        throw new IndexOutOfBoundsException(j);
    }

    @Override
    public int counters() {
        return 0;
    }

    @Override
    public int counterSite(int k) {
        throw new IndexOutOfBoundsException(k);
    }

    @Override
    public long counterNanos(int k) {
        throw new IndexOutOfBoundsException(k);
    }

    @Override
    public double counterValue(int k) {
        throw new IndexOutOfBoundsException(k);
    }
}

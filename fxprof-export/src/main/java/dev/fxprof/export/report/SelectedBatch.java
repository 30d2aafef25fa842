package dev.fxprof.export.report;

import dev.fxprof.api.ForwardingBatch;
import dev.fxprof.api.SpanBatch;
import java.util.Arrays;

/** Some whole subtrees of a batch, without links and counters. */
final class SelectedBatch extends ForwardingBatch {
    private int[] slices = new int[256];
    private int[] parents = new int[256];
    private int[] depths = new int[256];
    private int size;

    void of(SpanBatch whole) {
        view(whole);
        size = 0;
    }

    /** Adds the slices from one up to but without another, which are the first and all within it. */
    void add(int from, int to) {
        SpanBatch batch = viewed();
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
    protected int slice(int i) {
        return slices[i];
    }

    @Override
    public int slices() {
        return size;
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
    public int links() {
        return 0;
    }

    @Override
    public int counters() {
        return 0;
    }
}

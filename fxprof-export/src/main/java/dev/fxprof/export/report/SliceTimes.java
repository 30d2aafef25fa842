package dev.fxprof.export.report;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;

/**
 * Duration and self time of each slice of a batch. They are estimates where only some calls were
 * recorded: a slice that stands for several calls takes the time of all of them from the slice around
 * it, and what the profiler itself cost within a slice is left out. A single slice's estimate may be
 * negative; sums are right on average (Horvitz and Thompson 1952).
 */
final class SliceTimes {
    private SpanCost cost = SpanCost.NONE;
    private double[] own = new double[64];
    private double[] children = new double[64];
    private double[] nanos = new double[64];

    void cost(SpanCost measured) {
        cost = measured;
    }

    void of(SpanBatch batch) {
        int slices = batch.slices();
        if (slices > own.length) {
            int length = Math.max(slices, 2 * own.length);
            own = new double[length];
            children = new double[length];
            nanos = new double[length];
        }
        for (int i = 0; i < slices; i++) {
            own[i] = batch.isPlaceholder(i) ? 0 : inside(batch, i);
            children[i] = 0;
        }
        // Begin order, so that a slice comes after the one around it.
        for (int i = slices - 1; i >= 0; i--) {
            nanos[i] = batch.endNanos(i) - batch.startNanos(i) - own[i];
            int parent = batch.parent(i);
            if (parent >= 0 && !batch.isBelowLeftOut(i)) {
                long calls = batch.calls(i);
                children[parent] += calls * nanos[i];
                own[parent] += own[i] + cost.outsideNanos()
                        + (calls - 1) * (cost.leftOutNanos() + own[i] - inside(batch, i));
            }
        }
    }

    private double inside(SpanBatch batch, int i) {
        return batch.calls(i) == 1 ? cost.insideNanos() : cost.rareInsideNanos();
    }

    /** Duration of the slice. */
    long nanos(int i) {
        return Math.round(nanos[i]);
    }

    /** Duration of the slice less that of the calls directly in it. */
    long self(int i) {
        return Math.round(nanos[i] - children[i]);
    }
}

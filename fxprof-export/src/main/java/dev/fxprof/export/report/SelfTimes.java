package dev.fxprof.export.report;

import dev.fxprof.api.SpanBatch;

/**
 * Self time of each slice of a batch, as an estimate where only some calls were recorded: a slice that
 * stands for several calls takes the time of all of them from the slice around it. A single slice's
 * estimate may be negative; sums are right on average (Horvitz and Thompson 1952).
 */
final class SelfTimes {
    private long[] nanos = new long[64];

    void of(SpanBatch batch) {
        int slices = batch.slices();
        if (slices > nanos.length) {
            nanos = new long[Math.max(slices, 2 * nanos.length)];
        }
        for (int i = 0; i < slices; i++) {
            nanos[i] = batch.endNanos(i) - batch.startNanos(i);
            int parent = batch.parent(i);
            if (parent >= 0 && !batch.isBelowLeftOut(i)) {
                nanos[parent] -= batch.calls(i) * nanos[i];
            }
        }
    }

    long get(int i) {
        return nanos[i];
    }
}

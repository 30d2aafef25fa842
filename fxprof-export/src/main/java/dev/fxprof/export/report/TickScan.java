package dev.fxprof.export.report;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;

/** Finds the ticks of a batch: slices of kind tick that are within no other tick. */
final class TickScan {
    private final SiteTable sites;

    TickScan(SiteTable sites) {
        this.sites = sites;
    }

    boolean isTick(SpanBatch batch, int i) {
        return !batch.isPlaceholder(i) && sites.site(batch.site(i)).kind() == SpanKind.TICK;
    }

    /** Index of the first slice after those within a slice. */
    static int endOf(SpanBatch batch, int i) {
        int slices = batch.slices();
        int next = i + 1;
        while (next < slices && batch.parent(next) >= i) {
            next++;
        }
        return next;
    }
}

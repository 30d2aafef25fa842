package dev.fxprof.export.report;

import dev.fxprof.api.ForwardingSink;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanSink;
import java.io.IOException;

/**
 * The second way through a capture: passes on the chosen ticks with all that ran in them. On threads
 * without ticks that is what began while a chosen tick ran.
 */
final class TickFilter extends ForwardingSink {
    private final TickScan scan;
    private final TickIndex index;
    private final ChosenTicks chosen;
    private final SelectedBatch selected = new SelectedBatch();
    private long ticks;

    TickFilter(SiteTable sites, TickIndex index, ChosenTicks chosen, SpanSink to) {
        super(to);
        scan = new TickScan(sites);
        this.index = index;
        this.chosen = chosen;
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        selected.of(batch);
        if (index.tracks().has(batch.track())) {
            ticks(batch);
        } else {
            during(batch);
        }
        if (selected.slices() > 0) {
            to.accept(selected);
        }
    }

    private void ticks(SpanBatch batch) {
        for (int i = 0; i < batch.slices(); i++) {
            if (scan.isTick(batch, i)) {
                int end = TickScan.endOf(batch, i);
                long nanos = Math.max(0, batch.endNanos(i) - batch.startNanos(i));
                if (chosen.takes(ticks++, nanos)) {
                    selected.add(i, end);
                }
                i = end - 1;
            }
        }
    }

    private void during(SpanBatch batch) {
        for (int i = 0; i < batch.slices(); i++) {
            if (chosen.ranAt(batch.startNanos(i))) {
                int end = TickScan.endOf(batch, i);
                selected.add(i, end);
                i = end - 1;
            }
        }
    }
}

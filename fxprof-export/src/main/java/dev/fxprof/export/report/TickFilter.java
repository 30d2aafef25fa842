package dev.fxprof.export.report;

import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanSink;
import java.io.IOException;

/**
 * The second way through a capture: passes on the chosen ticks with all that ran in them. On threads
 * without ticks that is what began while a chosen tick ran.
 */
final class TickFilter implements SpanSink {
    private final TickScan scan;
    private final TickIndex index;
    private final ChosenTicks chosen;
    private final SpanSink to;
    private final SelectedBatch selected = new SelectedBatch();
    private long ticks;

    TickFilter(SiteTable sites, TickIndex index, ChosenTicks chosen, SpanSink to) {
        scan = new TickScan(sites);
        this.index = index;
        this.chosen = chosen;
        this.to = to;
    }

    @Override
    public void track(int number, String name) throws IOException {
        to.track(number, name);
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        selected.of(batch);
        if (index.hasTicks(batch.track())) {
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

    @Override
    public void lost(int track, long nanos, long records) throws IOException {
        to.lost(track, nanos, records);
    }

    @Override
    public void spanCost(SpanCost cost) {
        to.spanCost(cost);
    }

    @Override
    public void sampling(SamplingStep step) throws IOException {
        to.sampling(step);
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() throws IOException {
        to.close();
    }
}

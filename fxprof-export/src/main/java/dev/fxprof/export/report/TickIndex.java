package dev.fxprof.export.report;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import java.util.List;

/** The first way through a capture: numbers its ticks, so that the second way knows which count. */
final class TickIndex implements SpanObserver {
    private final TickScan scan;
    private final List<ChosenTicks> choices;
    private final TickLine line = new TickLine();
    private final TickTracks tracks;
    private long ticks;

    TickIndex(SiteTable sites, List<ChosenTicks> choices) {
        scan = new TickScan(sites);
        tracks = new TickTracks(sites);
        this.choices = choices;
    }

    @Override
    public void accept(SpanBatch batch) {
        for (int i = 0; i < batch.slices(); i++) {
            if (scan.isTick(batch, i)) {
                add(batch, i);
                i = TickScan.endOf(batch, i) - 1;
            }
        }
    }

    private void add(SpanBatch batch, int i) {
        long start = batch.startNanos(i);
        long end = Math.max(start, batch.endNanos(i));
        long number = ticks++;
        choices.forEach(choice -> choice.offer(number, start, end));
        line.add(number, start, end - start);
        tracks.add(batch.track());
    }

    @Override
    public void flush() {
        choices.forEach(ChosenTicks::finish);
    }

    long ticks() {
        return ticks;
    }

    TickLine line() {
        return line;
    }

    /** Which threads have ticks. */
    TickTracks tracks() {
        return tracks;
    }
}

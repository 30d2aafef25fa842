package dev.fxprof.export.report;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanSink;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The first way through a capture: numbers its ticks, so that the second way knows which count. */
final class TickIndex implements SpanSink {
    private final TickScan scan;
    private final List<ChosenTicks> choices;
    private final TickLine line = new TickLine();
    private final Set<Integer> tracksWithTicks = new HashSet<>();
    private long ticks;

    TickIndex(SiteTable sites, List<ChosenTicks> choices) {
        scan = new TickScan(sites);
        this.choices = choices;
    }

    @Override
    public void track(int number, String name) {
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
        tracksWithTicks.add(batch.track());
    }

    @Override
    public void lost(int track, long nanos, long records) {
    }

    @Override
    public void flush() {
        choices.forEach(ChosenTicks::finish);
    }

    @Override
    public void close() {
    }

    long ticks() {
        return ticks;
    }

    TickLine line() {
        return line;
    }

    /** Whether a thread has no ticks though others have. */
    boolean isBeside(int track) {
        return ticks > 0 && !hasTicks(track);
    }

    /** Whether a thread has ticks of its own, so that nothing else on it belongs to one. */
    boolean hasTicks(int track) {
        return tracksWithTicks.contains(track);
    }
}

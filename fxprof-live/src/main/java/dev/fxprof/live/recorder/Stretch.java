package dev.fxprof.live.recorder;

import dev.fxprof.api.ForwardingSink;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanSink;
import java.io.IOException;

/** Hands on what lies within a stretch of time. */
final class Stretch extends ForwardingSink {
    private final long from;
    private final long until;

    Stretch(SpanSink to, long from, long until) {
        super(to);
        this.from = from;
        this.until = until;
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        boolean slices = batch.slices() > 0;
        long start = slices ? batch.startNanos(0) : batch.counterNanos(0);
        long end = slices ? batch.endNanos(0) : start;
        if (end >= from && start <= until) {
            to.accept(batch);
        }
    }

    @Override
    public void lost(int track, long nanos, long records) throws IOException {
        if (nanos >= from && nanos <= until) {
            to.lost(track, nanos, records);
        }
    }
}

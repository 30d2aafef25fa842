package dev.fxprof.export.report;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.List;

/** Hands a stream to several sinks, which stay open. */
final class Together implements SpanSink {
    private final List<SpanSink> sinks;

    Together(List<SpanSink> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    @Override
    public void track(int track, String name) throws IOException {
        for (SpanSink sink : sinks) {
            sink.track(track, name);
        }
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        for (SpanSink sink : sinks) {
            sink.accept(batch);
        }
    }

    @Override
    public void lost(int track, long nanos, long records) throws IOException {
        for (SpanSink sink : sinks) {
            sink.lost(track, nanos, records);
        }
    }

    @Override
    public void cost(CaptureCost cost) throws IOException {
        for (SpanSink sink : sinks) {
            sink.cost(cost);
        }
    }

    @Override
    public void spanCost(SpanCost cost) {
        sinks.forEach(sink -> sink.spanCost(cost));
    }

    @Override
    public void sampling(SamplingStep step) throws IOException {
        for (SpanSink sink : sinks) {
            sink.sampling(step);
        }
    }

    @Override
    public void flush() throws IOException {
        for (SpanSink sink : sinks) {
            sink.flush();
        }
    }

    /** Does nothing: whoever made the sinks closes them. */
    @Override
    public void close() {
    }
}

package dev.fxprof.api;

import java.io.IOException;
import java.util.List;

/**
 * Hands the span stream to several sinks in turn.
 *
 * @param sinks who takes it; closed with this one, all of them whatever one of them throws
 */
public record FanOut(List<? extends SpanSink> sinks) implements SpanSink {
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
    public void position(RingPosition position) throws IOException {
        for (SpanSink sink : sinks) {
            sink.position(position);
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

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (SpanSink sink : sinks) {
            try {
                sink.close();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}

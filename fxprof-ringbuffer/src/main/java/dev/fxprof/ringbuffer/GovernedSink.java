package dev.fxprof.ringbuffer;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.RingPosition;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanSink;
import java.io.IOException;

/** Shows the span stream to the governor on its way, and tells the sink what that changed. */
record GovernedSink(SpanSink sink, OverheadGovernor governor) implements SpanSink {
    @Override
    public void track(int track, String name) throws IOException {
        sink.track(track, name);
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        governor.count(batch);
        sink.accept(batch);
    }

    @Override
    public void lost(int track, long nanos, long records) throws IOException {
        sink.lost(track, nanos, records);
    }

    @Override
    public void position(RingPosition position) throws IOException {
        sink.position(position);
    }

    @Override
    public void cost(CaptureCost cost) throws IOException {
        sink.cost(cost);
    }

    @Override
    public void flush() throws IOException {
        for (SamplingStep step : governor.act()) {
            sink.sampling(step);
        }
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}

package dev.fxprof.api;

import java.io.IOException;

/** Hands a span stream on; what a subclass overrides it changes on the way. */
public abstract class ForwardingSink implements SpanSink {
    /** Who takes the stream; closed with this sink. */
    protected final SpanSink to;

    /**
     * Hands everything on.
     *
     * @param to who takes it
     */
    protected ForwardingSink(SpanSink to) {
        this.to = to;
    }

    @Override
    public void track(int track, String name) throws IOException {
        to.track(track, name);
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        to.accept(batch);
    }

    @Override
    public void lost(int track, long nanos, long records) throws IOException {
        to.lost(track, nanos, records);
    }

    @Override
    public void position(RingPosition position) throws IOException {
        to.position(position);
    }

    @Override
    public void cost(CaptureCost cost) throws IOException {
        to.cost(cost);
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

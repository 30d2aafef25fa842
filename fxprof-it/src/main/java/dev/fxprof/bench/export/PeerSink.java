package dev.fxprof.bench.export;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanSink;

/** Of a peer only slices are asked. */
abstract class PeerSink implements SpanSink {
    @Override
    public final void track(int track, String name) {
    }

    @Override
    public final void accept(SpanBatch batch) {
        for (int i = 0, slices = batch.slices(); i < slices; i++) {
            write(batch, i);
        }
    }

    abstract void write(SpanBatch batch, int i);

    @Override
    public final void lost(int track, long nanos, long records) {
        throw new UnsupportedOperationException();
    }

    @Override
    public final void flush() {
    }
}

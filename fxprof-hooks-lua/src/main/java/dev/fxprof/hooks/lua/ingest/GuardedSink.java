package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.RingPosition;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanSink;
import java.io.IOException;

/** A sink that is not called again once it has failed in any way; it never throws. */
final class GuardedSink {
    private interface Call {
        void run() throws IOException;
    }

    private final SpanSink sink;
    private volatile IOException failure;

    GuardedSink(SpanSink sink) {
        this.sink = sink;
    }

    void track(int track, String name) {
        call(() -> sink.track(track, name));
    }

    void accept(SpanBatch batch) {
        call(() -> sink.accept(batch));
    }

    void lost(int track, long nanos, long records) {
        call(() -> sink.lost(track, nanos, records));
    }

    void position(RingPosition position) {
        call(() -> sink.position(position));
    }

    void cost(CaptureCost cost) {
        call(() -> sink.cost(cost));
    }

    void flush() {
        call(sink::flush);
    }

    private void call(Call call) {
        if (failure != null) {
            return;
        }
        try {
            call.run();
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            failure = new IOException("the sink failed: " + e, e);
        }
    }

    void fail(IOException cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Why the sink takes nothing any more, or null. */
    IOException failure() {
        return failure;
    }
}

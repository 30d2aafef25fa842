package dev.fxprof.ringbuffer;

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

    void accept(SpanBatch batch) {
        call(() -> sink.accept(batch));
    }

    void lost(int track, long nanos, long records) {
        call(() -> sink.lost(track, nanos, records));
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

    /** Why the sink takes nothing any more, or null. */
    IOException failure() {
        return failure;
    }
}

package dev.fxprof.live.otlp;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjLongConsumer;

/**
 * Lets spans wait for their export, up to a limit, and counts what finds no room: the SDK's own queue, which
 * is never full here, would forget it in silence.
 */
final class WaitingSpans implements SpanProcessor {
    /** Some dozens of whole traces; half a kilobyte each, roughly. */
    private static final int MOST = 8192;

    private final AtomicInteger waiting = new AtomicInteger();
    private final ObjLongConsumer<String> counts;
    private final SpanProcessor queue;

    WaitingSpans(SpanExporter exporter, ObjLongConsumer<String> counts) {
        this.counts = counts;
        queue = BatchSpanProcessor.builder(new Leaving(exporter)).setMaxQueueSize(MOST)
                .setScheduleDelay(Duration.ofSeconds(1)).build();
    }

    /** Counts what leaves the queue, and what becomes of it. */
    private final class Leaving implements SpanExporter {
        private final SpanExporter to;

        Leaving(SpanExporter to) {
            this.to = to;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            int count = spans.size();
            CompletableResultCode export = to.export(spans);
            return export.whenComplete(() -> {
                waiting.addAndGet(-count);
                counts.accept(export.isSuccess() ? "sent" : "failed", count);
            });
        }

        @Override
        public CompletableResultCode flush() {
            return to.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return to.shutdown();
        }
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Only whole spans are sent.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (waiting.incrementAndGet() > MOST) {
            waiting.decrementAndGet();
            counts.accept("dropped", 1);
        } else {
            queue.onEnd(span);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return queue.forceFlush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return queue.shutdown();
    }
}

package dev.fxprof.live.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.function.Consumer;

/** Counts what becomes of exports. */
record CountedSpans(SpanExporter to, Consumer<String> results) implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return CountedMetrics.counted(to.export(spans), results);
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

package dev.fxprof.live.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.function.Consumer;

/** Counts what becomes of exports. */
record CountedMetrics(MetricExporter to, Consumer<String> results) implements MetricExporter {
    static CompletableResultCode counted(CompletableResultCode export, Consumer<String> results) {
        return export.whenComplete(() -> results.accept(export.isSuccess() ? "sent" : "failed"));
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        return counted(to.export(metrics), results);
    }

    @Override
    public CompletableResultCode flush() {
        return to.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return to.shutdown();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
        return to.getAggregationTemporality(instrumentType);
    }
}

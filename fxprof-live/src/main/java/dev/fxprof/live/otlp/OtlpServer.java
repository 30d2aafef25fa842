package dev.fxprof.live.otlp;

import dev.fxprof.api.SpanKind;
import dev.fxprof.live.aggregate.LiveListener;
import dev.fxprof.live.recorder.StreamInfo;
import dev.fxprof.live.trace.Trace;
import dev.fxprof.live.trace.TraceFinder.Stretch;
import dev.fxprof.live.view.HitchView;
import dev.fxprof.live.view.LiveSnapshot;
import dev.fxprof.live.view.ServerState;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.resources.ResourceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends the metrics and the hitches of one server to a collector. The server is a resource of its own, by
 * {@code service.instance.id}; names and units follow OpenTelemetry's conventions.
 *
 * <p>Assumptions: one thread calls the methods of {@link LiveListener} and those that send traces. Guarantees:
 * no call waits for the collector; what it does not take is counted.
 */
public final class OtlpServer implements LiveListener, AutoCloseable {
    private static final List<Double> TICK_SECONDS = List.of(0.001, 0.0025, 0.005, 0.01, 0.015,
            0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1.0);
    private static final List<Double> RESOURCE_SECONDS = List.of(0.0001, 0.00025, 0.0005, 0.001,
            0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25);
    private static final String GZIP = "gzip";
    private static final double NANOS = 1e9;
    private static final int CLOSE_SECONDS = 3;
    private static final String RESOURCE = OtlpTraces.RESOURCE;
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("fxprof.reason");
    private static final AttributeKey<String> DIRECTION = AttributeKey
            .stringKey("network.io.direction");

    /** The SDK would print what is counted here. Held, since loggers that nobody holds are forgotten. */
    private static final Logger QUIET = Logger.getLogger("io.opentelemetry");

    static {
        QUIET.setLevel(Level.OFF);
    }

    private final SdkMeterProvider meters;
    private final OtlpTraces traces;
    private final OtlpCounts counts;
    private final DoubleHistogram ticks;
    private final DoubleHistogram resourceTicks;
    private final LongCounter events;
    private final LongCounter natives;
    private final LongCounter tasks;
    private final LongCounter network;
    private final LongGauge memory;
    private final DoubleCounter overhead;
    private final ResourceAttributes byResource = new ResourceAttributes(RESOURCE,
            Attributes.empty());
    private final ResourceAttributes received = new ResourceAttributes(RESOURCE,
            Attributes.of(DIRECTION, "receive"));
    private final ResourceAttributes sent = new ResourceAttributes(RESOURCE,
            Attributes.of(DIRECTION, "transmit"));

    /**
     * Starts the exports.
     *
     * @param target the collector
     * @param server name of the server
     * @param snapshots gives the newest snapshot; called by any thread
     * @param counts counts exports and spans
     */
    public OtlpServer(OtlpTarget target, String server, Supplier<LiveSnapshot> snapshots,
            OtlpCounts counts) {
        this.counts = counts;
        Resource resource = resource(target, server);
        meters = SdkMeterProvider.builder().setResource(resource)
                .registerMetricReader(PeriodicMetricReader
                        .builder(new CountedMetrics(OtlpHttpMetricExporter.builder()
                                .setEndpoint(target.path("metrics")).setCompression(GZIP)
                                .setHeaders(target::headers).build(), counts::export))
                        .setInterval(Duration.ofSeconds(target.seconds())).build())
                .build();
        traces = new OtlpTraces(resource,
                new CountedSpans(OtlpHttpSpanExporter.builder()
                        .setEndpoint(target.path("traces")).setCompression(GZIP)
                        .setHeaders(target::headers).build(),
                        counts::export),
                counts::spans);
        Meter meter = meters.get("fxprof");
        ticks = histogram(meter, "fxprof.tick.duration", "Durations of ticks", TICK_SECONDS);
        resourceTicks = histogram(meter, "fxprof.resource.tick.duration",
                "Self time of a resource in each tick in which it ran", RESOURCE_SECONDS);
        events = meter.counterBuilder("fxprof.events").setUnit("{call}").build();
        natives = meter.counterBuilder("fxprof.native.calls").setUnit("{call}").build();
        tasks = meter.counterBuilder("fxprof.scheduler.tasks").setUnit("{task}").build();
        network = meter.counterBuilder("fxprof.network.io").setUnit("By").build();
        memory = meter.gaugeBuilder("fxprof.resource.memory").setUnit("By").ofLongs().build();
        overhead = meter.counterBuilder("fxprof.overhead.time").setUnit("s").ofDoubles().build();
        observe(meter, snapshots);
    }

    private static Resource resource(OtlpTarget target, String server) {
        ResourceBuilder resource = Resource.getDefault().toBuilder()
                .put("service.name", "fivem-server").put("service.instance.id", server);
        target.attributes().forEach(resource::put);
        return resource.build();
    }

    private static DoubleHistogram histogram(Meter meter, String name, String description,
            List<Double> bounds) {
        return meter.histogramBuilder(name).setUnit("s").setDescription(description)
                .setExplicitBucketBoundariesAdvice(bounds).build();
    }

    private static void observe(Meter meter, Supplier<LiveSnapshot> snapshots) {
        meter.gaugeBuilder("fxprof.up").ofLongs().buildWithCallback(now -> now
                .record(snapshots.get().state() == ServerState.LIVE ? 1 : 0));
        meter.counterBuilder("fxprof.spans").setUnit("{span}")
                .buildWithCallback(now -> now.record(snapshots.get().cost().spans()));
        meter.counterBuilder("fxprof.hitches").setUnit("{hitch}")
                .buildWithCallback(now -> now.record(snapshots.get().hitches()));
        meter.counterBuilder("fxprof.dropped").setUnit("{record}").buildWithCallback(
                now -> snapshots.get().cost().dropped().forEach((reason, count) -> now
                        .record(count, Attributes.of(REASON, reason))));
    }

    @Override
    public void tick(long nanos) {
        ticks.record(nanos / NANOS);
    }

    @Override
    public void resourceTick(String resource, long nanos) {
        resourceTicks.record(Math.max(0, nanos) / NANOS, byResource.of(resource));
    }

    @Override
    public void call(String resource, SpanKind kind, String name, long calls, long nanos) {
        LongCounter counter = switch (kind) {
            case EVENT -> events;
            case NATIVE -> natives;
            case TASK -> tasks;
            default -> null;
        };
        if (counter != null) {
            counter.add(calls, byResource.of(resource));
        }
    }

    @Override
    public void traffic(String resource, boolean isSent, long bytes) {
        network.add(Math.max(0, bytes), (isSent ? sent : received).of(resource));
    }

    @Override
    public void memory(String resource, long bytes) {
        memory.set(bytes, byResource.of(resource));
    }

    @Override
    public void profiler(double nanos) {
        overhead.add(Math.max(0, nanos) / NANOS);
    }

    /**
     * Sends a hitch as a trace.
     *
     * @param stream what it is of
     * @param hitch what happened
     * @param stretch when it happened
     * @param trace what ran meanwhile; may be empty
     * @param epochNanos time of day of a moment of the stream, nanoseconds since 1970
     */
    public void hitch(StreamInfo stream, HitchView hitch, Stretch stretch, Trace trace,
            LongUnaryOperator epochNanos) {
        traces.hitch(stream, hitch, stretch, trace, epochNanos);
    }

    /**
     * Sends a tick as a trace.
     *
     * @param stream what it is of
     * @param trace what ran in it, the tick first
     * @param epochNanos time of day of a moment of the stream, nanoseconds since 1970
     */
    public void tick(StreamInfo stream, Trace trace, LongUnaryOperator epochNanos) {
        traces.tick(stream, trace, epochNanos);
    }

    /** Says that a hitch is sent without what ran meanwhile, because there were too many of late. */
    public void limited() {
        counts.spans("limited", 1);
    }

    /**
     * Hitches or ticks are sent without slices, or not at all, since what they consist of cannot be read.
     *
     * @param traces how many
     */
    public void failed(int traces) {
        counts.spans("failed", traces);
    }

    /** Sends what is left, for three seconds at most. */
    @Override
    public void close() {
        meters.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
        traces.close(CLOSE_SECONDS);
    }
}

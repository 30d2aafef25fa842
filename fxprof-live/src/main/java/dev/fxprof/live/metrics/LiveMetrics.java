package dev.fxprof.live.metrics;

import dev.fxprof.live.otlp.OtlpCounts;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The metrics of all servers.
 *
 * <p>Guarantees: any thread may call any method.
 */
public final class LiveMetrics {
    /** Fitted to a budget of 50 ms, with the limit of a hitch at 150 ms. */
    private static final double[] TICK_SECONDS = {0.001, 0.0025, 0.005, 0.01, 0.015, 0.02, 0.03,
            0.04, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1};
    private static final double[] RESOURCE_SECONDS = {0.0001, 0.00025, 0.0005, 0.001, 0.0025,
            0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25};
    private static final String SERVER = "server";
    private static final String RESOURCE = "resource";
    private static final String NATIVE = "native";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();

    final Gauge up = gauge("fxprof_up", "Whether spans of the server come (1) or not (0).",
            SERVER);
    final Histogram ticks = histogram("fxprof_tick_seconds", "Durations of the server's ticks.",
            TICK_SECONDS, SERVER);
    final Histogram resourceTicks = histogram("fxprof_resource_tick_seconds",
            "Self time of a resource in each tick in which it ran.", RESOURCE_SECONDS, SERVER,
            RESOURCE);
    final Counter events = counter("fxprof_events",
            "Handlers of events that ran.", SERVER, RESOURCE);
    final Counter eventSeconds = counter("fxprof_event_seconds",
            "Self time of handlers of events.", SERVER, RESOURCE);
    final Counter natives = counter("fxprof_native_calls",
            "Natives that a resource called; estimated where not all were recorded.", SERVER,
            RESOURCE);
    final Counter nativeSeconds = counter("fxprof_native_seconds",
            "Time in a native, whoever called it.", SERVER, NATIVE);
    final Counter tasks = counter("fxprof_scheduler_tasks",
            "Tasks of Async that began on a worker.", SERVER, RESOURCE);
    final Counter taskSeconds = counter("fxprof_scheduler_task_seconds",
            "Time that tasks of Async computed on workers themselves.", SERVER, RESOURCE);
    final Gauge memory = gauge("fxprof_resource_memory_bytes",
            "Memory of a resource's script runtimes.", SERVER, RESOURCE);
    final Counter network = counter("fxprof_network_bytes",
            "Bytes of events, state bags and requests, each message once.", SERVER, RESOURCE,
            "direction");
    final Counter hitches = counter("fxprof_hitches", "Hitches, by the kind of rule.", SERVER,
            "rule");
    final Counter captures = counter("fxprof_captures",
            "Captures asked for, by what became of them.", SERVER, "result");
    final Counter spans = counter("fxprof_spans", "Activations seen.", SERVER);
    final Counter overhead = counter("fxprof_overhead_seconds",
            "Time that recording took of the server's thread, where the source tells.", SERVER);
    final Counter analysis = counter("fxprof_analysis_seconds",
            "Processor time of the daemon's analysis of a server.", SERVER);
    final Counter dropped = counter("fxprof_dropped_records",
            "Records lost on their way, by reason.", SERVER, "reason");
    final Gauge recorderBytes = gauge("fxprof_recorder_bytes",
            "Memory that the flight recorder holds.", SERVER);
    final Gauge recorderSeconds = gauge("fxprof_recorder_seconds",
            "How far back the flight recorder reaches.", SERVER);
    final Counter forgotten = counter("fxprof_recorder_forgotten_slices",
            "Slices that the flight recorder had to forget early for want of memory.", SERVER);
    final Gauge storeBytes = gauge("fxprof_store_bytes", "Size of the data folder.");
    final Gauge storeLimit = gauge("fxprof_store_limit_bytes",
            "Size that the data folder may have.");
    final Counter storeRemoved = counter("fxprof_store_removed_files",
            "Files removed because of size or age.");
    final Counter storeCorrupt = counter("fxprof_store_corrupt_files",
            "Files set aside because they were damaged.");
    final Counter storeFailed = counter("fxprof_store_failed_writes",
            "Files that could not be written.");
    final Counter webhooks = counter("fxprof_webhook_messages",
            "Messages to the webhook, by what became of them.", "result");

    final Counter otlpExports = counter("fxprof_otlp_exports",
            "Exports over OTLP, by what became of them.", "result");
    final Counter otlpSpans = counter("fxprof_otlp_spans",
            "Spans for traces over OTLP, by what became of them.", "result");

    /** Starts with every counter at zero. */
    public LiveMetrics() {
        for (String result : new String[]{"sent", "dropped", "failed"}) {
            webhooks.initLabelValues(result);
        }
    }

    private Gauge gauge(String name, String help, String... labels) {
        return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private Histogram histogram(String name, String help, double[] bounds, String... labels) {
        return Histogram.builder().name(name).help(help).classicOnly()
                .classicUpperBounds(bounds).withoutExemplars().labelNames(labels)
                .register(registry);
    }

    /**
     * Where others, such as the web server, register metrics of their own.
     *
     * @return the registry
     */
    public PrometheusRegistry registry() {
        return registry;
    }

    /**
     * Says what the data folder holds.
     *
     * @param bytes its size
     * @param limit the size that it may have
     * @param removed files removed since the start
     * @param corrupt files set aside since the start
     * @param failed files that could not be written since the start
     */
    public void store(long bytes, long limit, long removed, long corrupt, long failed) {
        storeBytes.set(bytes);
        storeLimit.set(limit);
        raise(storeRemoved, removed);
        raise(storeCorrupt, corrupt);
        raise(storeFailed, failed);
    }

    private static synchronized void raise(Counter counter, long to) {
        double behind = to - counter.get();
        if (behind > 0) {
            counter.inc(behind);
        }
    }

    /**
     * Counts a message to the webhook.
     *
     * @param result {@code sent}, {@code dropped} or {@code failed}
     */
    public void webhook(String result) {
        webhooks.labelValues(result).inc();
    }

    /**
     * Counts what becomes of exports over OTLP.
     *
     * @return may be called by any thread
     */
    public OtlpCounts otlp() {
        return new OtlpCounts() {
            @Override
            public void export(String result) {
                otlpExports.labelValues(result).inc();
            }

            @Override
            public void spans(String result, long count) {
                otlpSpans.labelValues(result).inc(count);
            }
        };
    }

    /**
     * Type of the text for a client.
     *
     * @param accept its header {@code Accept}, or null
     * @return content type
     */
    public String type(String accept) {
        return writer(accept).getContentType();
    }

    /**
     * Writes all metrics.
     *
     * @param accept header {@code Accept} of the client, or null
     * @param to takes the text; not closed
     * @throws IOException if it cannot be written
     */
    public void write(String accept, OutputStream to) throws IOException {
        writer(accept).write(to, registry.scrape());
    }

    /** A text form: what a client that asks for Prometheus' binary form takes, too. */
    private ExpositionFormatWriter writer(String accept) {
        ExpositionFormatWriter writer = formats.findWriter(accept);
        return writer == formats.getPrometheusProtobufWriter()
                ? formats.getPrometheusTextFormatWriter()
                : writer;
    }
}

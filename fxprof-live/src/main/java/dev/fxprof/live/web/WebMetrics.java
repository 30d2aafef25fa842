package dev.fxprof.live.web;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** What the web server says of itself among the metrics. */
public final class WebMetrics {
    private WebMetrics() {
    }

    /**
     * Adds the metrics of a web server.
     *
     * @param counts of the server
     * @param registry takes them
     */
    public static void register(WebCounts counts, PrometheusRegistry registry) {
        CounterWithCallback.builder().name("fxprof_web_requests")
                .help("Requests that came whole.")
                .callback(value -> value.call(counts.requests())).register(registry);
        CounterWithCallback.builder().name("fxprof_web_refused")
                .help("Requests, connections and streams that were refused, by reason.")
                .labelNames("reason")
                .callback(value -> counts.refused()
                        .forEach((reason, count) -> value.call(count, reason)))
                .register(registry);
        CounterWithCallback.builder().name("fxprof_stream_messages")
                .help("Messages sent to clients of the stream.")
                .callback(value -> value.call(counts.messages())).register(registry);
        CounterWithCallback.builder().name("fxprof_stream_skipped")
                .help("Messages that a client of the stream was too slow for.")
                .callback(value -> value.call(counts.skipped())).register(registry);
        GaugeWithCallback.builder().name("fxprof_stream_clients")
                .help("Clients of the stream that are connected.")
                .callback(value -> value.call(counts.clients())).register(registry);
    }
}

package dev.fxprof.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Takes OTLP over HTTP, by OpenTelemetry's own schema. */
final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();
    private final List<ExportTraceServiceRequest> traces = new CopyOnWriteArrayList<>();

    Collector() {
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/metrics",
                exchange -> metrics.add(ExportMetricsServiceRequest.parseFrom(body(exchange))));
        server.createContext("/v1/traces",
                exchange -> traces.add(ExportTraceServiceRequest.parseFrom(body(exchange))));
        server.start();
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = new GZIPInputStream(exchange.getRequestBody()).readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            return body;
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Span> spans() {
        return traces.stream().flatMap(one -> one.getResourceSpansList().stream())
                .flatMap(one -> one.getScopeSpansList().stream())
                .flatMap(one -> one.getSpansList().stream()).toList();
    }

    List<Resource> resources() {
        return traces.stream().flatMap(one -> one.getResourceSpansList().stream())
                .map(one -> one.getResource()).distinct().toList();
    }

    List<Metric> metrics() {
        return metrics.stream().flatMap(one -> one.getResourceMetricsList().stream())
                .flatMap(one -> one.getScopeMetricsList().stream())
                .flatMap(one -> one.getMetricsList().stream()).toList();
    }

    /** Names of series as Prometheus' documentation says that it makes them of OTLP. */
    Set<String> series() {
        Set<String> names = new TreeSet<>();
        for (Metric metric : metrics()) {
            String unit = switch (metric.getUnit()) {
                case "s" -> "_seconds";
                case "By" -> "_bytes";
                default -> "";
            };
            String name = metric.getName().replace('.', '_') + unit;
            if (metric.hasHistogram()) {
                names.addAll(List.of(name + "_bucket", name + "_sum", name + "_count"));
            } else {
                names.add(metric.hasSum() ? name + "_total" : name);
            }
        }
        return names;
    }

    static String attribute(List<KeyValue> attributes, String key) {
        return attributes.stream().filter(one -> one.getKey().equals(key))
                .map(one -> one.getValue().getStringValue()).findFirst().orElse("");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

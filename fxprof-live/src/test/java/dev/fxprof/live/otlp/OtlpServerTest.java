package dev.fxprof.live.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.fxprof.live.Await;
import dev.fxprof.live.LiveServerRun;
import dev.fxprof.live.TestClock;
import dev.fxprof.live.core.Live;
import dev.fxprof.live.core.LiveClock;
import dev.fxprof.live.core.LiveOptions;
import dev.fxprof.live.core.LiveServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpServerTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock("2026-11-29T12:00:00Z");
    private final List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();
    private final List<ExportTraceServiceRequest> traces = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private HttpServer collector;
    private volatile int status = 200;

    @BeforeEach
    void listen() throws IOException {
        collector = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Api-Key")));
            if (exchange.getRequestURI().getPath().equals("/v1/metrics")) {
                metrics.add(ExportMetricsServiceRequest.parseFrom(body));
            } else if (exchange.getRequestURI().getPath().equals("/v1/traces")) {
                traces.add(ExportTraceServiceRequest.parseFrom(body));
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    private Live open() throws IOException {
        URI address = URI.create("http://127.0.0.1:" + collector.getAddress().getPort());
        return Live.open(LiveOptions.in(folder)
                .withOtlp(new OtlpTarget(address, Map.of("Api-Key", "secret"), 1)),
                new LiveClock(clock, clock::nanos));
    }

    @Test
    void shouldSendMetricsAndHitchesOfEachServerAsAResourceOfItsOwn() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("roleplay one");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(50).hitch(17, 180).ticks(60);
                Await.until("all is known", () -> server.ticks(0).size() == 111);
            }
        }
        assertThat(keys).isNotEmpty().containsOnly("secret");
        var last = metrics.getLast().getResourceMetrics(0);
        shouldBe("roleplay one", last.getResource());
        List<Metric> all = last.getScopeMetricsList().stream()
                .flatMap(scope -> scope.getMetricsList().stream()).toList();
        HistogramDataPoint ticks = named(all, "fxprof.tick.duration").getHistogram()
                .getDataPoints(0);
        assertThat(ticks.getCount()).isEqualTo(111);
        assertThat(ticks.getExplicitBoundsList()).contains(0.05, 0.15);
        assertThat(ticks.getBucketCounts(ticks.getExplicitBoundsList().indexOf(0.25)))
                .isEqualTo(1);
        assertThat(named(all, "fxprof.resource.tick.duration").getHistogram().getDataPointsList())
                .extracting(point -> point.getAttributes(0).getValue().getStringValue())
                .contains("hud", "voice", "inventory");
        assertThat(named(all, "fxprof.hitches").getSum().getDataPoints(0).getAsInt())
                .isEqualTo(1);
        var sent = traces.getFirst().getResourceSpans(0);
        shouldBe("roleplay one", sent.getResource());
        Span hitch = sent.getScopeSpans(0).getSpans(0);
        assertThat(hitch.getName()).isEqualTo("hitch");
        assertThat(hitch.getEndTimeUnixNano() - hitch.getStartTimeUnixNano())
                .isBetween(188_000_000L, 189_000_000L);
        assertThat(attribute(hitch.getAttributesList(), "fxprof.export")).isEqualTo("getPrice");
        assertThat(attribute(hitch.getAttributesList(), "fxprof.verdict"))
                .startsWith("inventory (export getPrice) took");
    }

    private static void shouldBe(String server, Resource resource) {
        assertThat(attribute(resource.getAttributesList(), "service.instance.id"))
                .isEqualTo(server);
        assertThat(attribute(resource.getAttributesList(), "service.name"))
                .isEqualTo("fivem-server");
    }

    private static String attribute(List<KeyValue> attributes, String key) {
        return attributes.stream().filter(one -> one.getKey().equals(key)).findFirst()
                .orElseThrow().getValue().getStringValue();
    }

    private static Metric named(List<Metric> metrics, String name) {
        return metrics.stream().filter(metric -> metric.getName().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + metrics));
    }

    @Test
    void shouldCountWhatTheCollectorRefuses() throws Exception {
        status = 400;
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(20);
                Await.until("a refusal is counted", () -> text(live)
                        .contains("fxprof_otlp_exports_total{result=\"failed\"} "));
                assertThat(server.ticks(0)).hasSize(20);
            }
        }
    }

    private static String text(Live live) {
        try (ByteArrayOutputStream text = new ByteArrayOutputStream()) {
            live.writeMetrics(null, text);
            return text.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void shouldRefuseAddressesThatAreNone() {
        assertThatThrownBy(() -> new OtlpTarget(URI.create("collector:4318"), Map.of(), 10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new OtlpTarget(URI.create("http://c:4318/base/"), Map.of(), 10)
                .path("traces")).isEqualTo("http://c:4318/base/v1/traces");
    }
}

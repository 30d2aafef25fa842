package dev.fxprof.live.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
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
            assertThat(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                    .isEqualTo("gzip");
            byte[] body = new GZIPInputStream(exchange.getRequestBody()).readAllBytes();
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
        return open(60);
    }

    private Live open(int tickSeconds) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + collector.getAddress().getPort());
        return Live.open(LiveOptions.in(folder)
                .withOtlp(new OtlpTarget(address, Map.of("Api-Key", "secret"), 1, tickSeconds,
                        Map.of("host.name", "machine one"))),
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
        Span hitch = span("hitch");
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
        assertThat(attribute(resource.getAttributesList(), "host.name"))
                .isEqualTo("machine one");
    }

    private static String attribute(List<KeyValue> attributes, String key) {
        return attributes.stream().filter(one -> one.getKey().equals(key)).findFirst()
                .orElseThrow().getValue().getStringValue();
    }

    private static Metric named(List<Metric> metrics, String name) {
        return metrics.stream().filter(metric -> metric.getName().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + metrics));
    }

    private List<Span> spans() {
        return traces.stream().flatMap(one -> one.getResourceSpansList().stream())
                .flatMap(one -> one.getScopeSpansList().stream())
                .flatMap(one -> one.getSpansList().stream()).toList();
    }

    private List<Span> spans(Span sameTraceAs) {
        return spans().stream().filter(one -> one.getTraceId().equals(sameTraceAs.getTraceId()))
                .toList();
    }

    private Span span(String name) {
        List<Span> found = spans().stream().filter(one -> one.getName().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.getFirst();
    }

    private static long number(Span span, String key) {
        return span.getAttributesList().stream().filter(one -> one.getKey().equals(key))
                .mapToLong(one -> one.getValue().getIntValue()).findFirst().orElse(0);
    }

    /** Runs a server of one name from begin to end. */
    private interface Course {
        void of(LiveServerRun run) throws Exception;
    }

    private void run(int tickSeconds, Course course) throws Exception {
        try (Live live = open(tickSeconds);
                LiveServerRun run = new LiveServerRun(clock, live.addServer("main"))) {
            course.of(run);
        }
    }

    @Test
    void shouldSendAllSlicesOfAHitchWithinIt() throws Exception {
        run(0, run -> run.ticks(5).hitch(17, 180).ticks(5));
        Span hitch = span("hitch");
        Span event = span("event shop:buy");
        Span export = span("export getPrice");
        Span last = span("native GET_GAME_TIMER");
        Span tick = spans(hitch).stream().filter(one -> one.getName().equals("tick"))
                .findFirst().orElseThrow();
        assertThat(spans()).hasSameSizeAs(spans(hitch)).hasSize(8);
        assertThat(List.of(hitch.getParentSpanId().size(), hitch.getLinksCount()))
                .containsOnly(0);
        assertThat(tick.getParentSpanId()).isEqualTo(hitch.getSpanId());
        assertThat(event.getParentSpanId()).isEqualTo(tick.getSpanId());
        assertThat(export.getParentSpanId()).isEqualTo(event.getSpanId());
        assertThat(last.getParentSpanId()).isEqualTo(export.getSpanId());
        assertThat(tick.getStartTimeUnixNano()).isEqualTo(hitch.getStartTimeUnixNano());
        assertThat(tick.getEndTimeUnixNano()).isEqualTo(hitch.getEndTimeUnixNano());
        assertThat(last.getEndTimeUnixNano() - last.getStartTimeUnixNano()).isEqualTo(1000);
        assertThat(attribute(export.getAttributesList(), "fxprof.resource"))
                .isEqualTo("inventory");
        assertThat(attribute(export.getAttributesList(), "code.file.path"))
                .isEqualTo("@inventory/server.lua");
        assertThat(number(export, "code.line.number")).isEqualTo(7);
    }

    @Test
    void shouldLeadFromASliceToWhatCausedItInAnEarlierTick() throws Exception {
        run(0, run -> run.ticks(5).order().ticks(20).hitch(17, 180).ticks(5));
        Span event = span("event shop:buy");
        Span cause = span("event shop:order");
        assertThat(event.getLinksList()).singleElement().satisfies(link -> {
            assertThat(link.getTraceId()).isEqualTo(cause.getTraceId())
                    .isNotEqualTo(event.getTraceId());
            assertThat(link.getSpanId()).isEqualTo(cause.getSpanId());
            assertThat(attribute(link.getAttributesList(), "fxprof.link")).isEqualTo("cause");
        });
        assertThat(spans(cause)).extracting(Span::getName).containsExactlyInAnyOrder("tick",
                "event shop:order");
        assertThat(cause.getEndTimeUnixNano()).isLessThan(event.getStartTimeUnixNano());
        assertThat(number(span("hitch"), "fxprof.causes_left_out")).isZero();
    }

    @Test
    void shouldSayOfACauseThatNobodyRemembers() throws Exception {
        run(0, run -> run.order().ticks(200).hitch(17, 180).ticks(5));
        assertThat(span("event shop:buy").getLinksList()).isEmpty();
        assertThat(number(span("hitch"), "fxprof.causes_left_out")).isEqualTo(1);
    }

    @Test
    void shouldSendATickNowAndThen() throws Exception {
        run(10, run -> run.ticks(190).hitch(17, 180).ticks(190));
        List<Span> ticks = spans().stream().filter(one -> one.getName().equals("tick"))
                .filter(one -> one.getParentSpanId().isEmpty()).toList();
        assertThat(ticks).hasSize(2);
        assertThat(ticks.get(1).getStartTimeUnixNano() - ticks.get(0).getStartTimeUnixNano())
                .as("ten seconds, by a time of day that is found within the first ones")
                .isBetween(9_900_000_000L, 11_000_000_000L);
        assertThat(spans(ticks.getFirst())).extracting(Span::getName).containsExactlyInAnyOrder(
                "tick", "thread update", "event voice:ping");
    }

    @Test
    void shouldSendTheLongestSlicesOfALargeTickAndCountTheRest() throws Exception {
        try (Live live = open(0)) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(5).busyHitch(1000).ticks(5);
                Await.until("all is known", () -> server.ticks(0).size() == 11);
            }
            Await.until("the rest is counted", () -> text(live)
                    .contains("fxprof_otlp_spans_total{result=\"cut\"} 802.0"));
            assertThat(text(live)).doesNotContain("fxprof_otlp_spans_total{result=\"limited\"}");
        }
        assertThat(number(span("hitch"), "fxprof.spans_left_out")).isEqualTo(802);
        assertThat(spans()).hasSize(1 + 200);
        assertThat(span("event shop:count").getParentSpanId()).isNotEmpty();
    }

    @Test
    void shouldSendHitchesWithoutSlicesWhenThereAreTooMany() throws Exception {
        run(0, run -> {
            for (int i = 0; i < 15; i++) {
                run.hitch(17, 180);
            }
            run.ticks(5);
        });
        List<Span> hitches = spans().stream().filter(one -> one.getName().equals("hitch"))
                .toList();
        assertThat(hitches).hasSize(15);
        assertThat(hitches.stream().filter(hitch -> spans(hitch).size() == 8)).hasSize(10);
        assertThat(hitches.stream().filter(hitch -> spans(hitch).size() == 1)).hasSize(5);
    }

    @Test
    void shouldSendAGapAfterAHitchAsATraceOfItsOwn() throws Exception {
        run(0, run -> run.ticks(5).hitch(17, 180).pause(400).ticks(5));
        List<Span> hitches = spans().stream().filter(one -> one.getName().equals("hitch"))
                .sorted(Comparator.comparingLong(Span::getStartTimeUnixNano)).toList();
        assertThat(hitches).hasSize(2);
        assertThat(spans(hitches.getFirst())).hasSize(8);
        assertThat(spans(hitches.getLast())).containsExactly(hitches.getLast());
        assertThat(hitches.getLast().getStartTimeUnixNano())
                .as("where the first ends, by a time of day that is found within the first seconds")
                .isCloseTo(hitches.getFirst().getEndTimeUnixNano(), within(1_000_000L));
        assertThat(spans()).hasSize(9);
    }

    @Test
    void shouldNotLookForTicksBehindOneFromTheFuture() throws Exception {
        run(1, run -> run.ticks(30).tickOfTheFuture(3_600_000).ticks(100));
        assertThat(spans().stream().filter(one -> one.getName().equals("tick"))
                .filter(one -> one.getParentSpanId().isEmpty())).hasSizeGreaterThan(5);
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
        assertThatThrownBy(() -> new OtlpTarget(URI.create("collector:4318"), Map.of(), 10, 0,
                Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new OtlpTarget(URI.create("http://c:4318/base/"), Map.of(), 10, 0,
                Map.of())
                .path("traces")).isEqualTo("http://c:4318/base/v1/traces");
    }
}

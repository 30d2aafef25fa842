package dev.fxprof.live.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.SpanKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LiveMetricsTest {
    private static final Pattern LINE = Pattern.compile(
            "fxprof_[a-z_]+(\\{([a-z]+=\"([^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)*})? [0-9.E+-]+(Inf)?");

    private final LiveMetrics metrics = new LiveMetrics();
    private final ServerMetrics server = new ServerMetrics(metrics, "main");

    private List<String> text(String accept) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        metrics.write(accept, text);
        return text.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void shouldFitItsBucketsToABudgetOf50Milliseconds() throws IOException {
        server.tick(48_000_000);
        server.tick(160_000_000);
        server.resourceTick("shop", 3_000_000);
        assertThat(text(null)).contains("fxprof_tick_seconds_bucket{server=\"main\",le=\"0.04\"} 0",
                "fxprof_tick_seconds_bucket{server=\"main\",le=\"0.05\"} 1",
                "fxprof_tick_seconds_bucket{server=\"main\",le=\"0.15\"} 1",
                "fxprof_tick_seconds_bucket{server=\"main\",le=\"+Inf\"} 2",
                "fxprof_tick_seconds_count{server=\"main\"} 2",
                "fxprof_resource_tick_seconds_bucket{resource=\"shop\",server=\"main\","
                        + "le=\"0.005\"} 1");
    }

    @Test
    void shouldWriteNothingThatAParserStumblesOver() throws IOException {
        server.call("evil\"} 1\n\\shop", SpanKind.EVENT, "x", 1, 1000);
        server.traffic("shop", true, 5);
        for (String line : text(null)) {
            if (!line.startsWith("#")) {
                assertThat(line).matches(LINE);
            }
        }
        assertThat(text(null)).contains(
                "fxprof_events_total{resource=\"evil\\\"} 1\\n\\\\shop\",server=\"main\"} 1.0",
                "fxprof_network_bytes_total{direction=\"out\",resource=\"shop\",server=\"main\"} "
                        + "5.0");
    }

    @Test
    void shouldShareOneLabelBeyondTheLimit() throws IOException {
        for (int i = 0; i < 3 * ServerMetrics.MOST_RESOURCES; i++) {
            server.resourceTick("resource" + i, 1000);
            server.call("shop", SpanKind.NATIVE, "NATIVE_" + i, 1, 1000);
        }
        List<String> text = text(null);
        assertThat(
                text.stream().filter(line -> line.startsWith("fxprof_resource_tick_seconds_count"))
                        .count())
                .isEqualTo(ServerMetrics.MOST_RESOURCES + 1);
        assertThat(text).contains("fxprof_resource_tick_seconds_count{resource=\"other\","
                + "server=\"main\"} " + 2 * ServerMetrics.MOST_RESOURCES);
        assertThat(text.stream().filter(line -> line.startsWith("fxprof_native_seconds_total"))
                .count()).isEqualTo(ServerMetrics.MOST_NATIVES + 1);
    }

    @Test
    void shouldSpeakOpenMetricsToThoseWhoAskForIt() throws IOException {
        String accept = "application/openmetrics-text; version=1.0.0";
        server.tick(1);
        assertThat(metrics.type(accept)).startsWith("application/openmetrics-text");
        assertThat(text(accept)).endsWith("# EOF");
        assertThat(metrics.type(null)).startsWith("text/plain");
        assertThat(metrics.type("application/vnd.google.protobuf;encoding=delimited;"
                + "proto=io.prometheus.client.MetricFamily")).startsWith("text/plain");
    }

    @Test
    void shouldCountFromTheFirstScrapeOn() throws IOException {
        assertThat(text(null)).contains("fxprof_up{server=\"main\"} 0.0",
                "fxprof_captures_total{result=\"saved\",server=\"main\"} 0.0",
                "fxprof_webhook_messages_total{result=\"failed\"} 0.0");
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The metrics of {@code fxprof serve}, as Prometheus itself sees them. */
class ServeMetricsIT {
    private static final String ONLY_WHERE = "Only where";

    @Test
    void shouldFillRulesAndEveryPanelOfARealPrometheus() throws Exception {
        Requirement.require(Requirement.runs("promtool", "--version"), "ServeMetricsIT",
                "needs promtool and prometheus (Debian: prometheus)");
        Path folder = Folders.fresh("serve-prometheus");
        try (Served served = Served.start("serve-metrics", "--simulate");
                Prometheus prometheus = Prometheus.scraping(served, folder)) {
            served.await("ticks are counted", () -> served.get("/metrics").body()
                    .contains("fxprof_tick_seconds_count"));
            assertThat(promtool(served.get("/metrics").body())).isEmpty();
            prometheus.await("rates are known", () -> prometheus
                    .value("rate(fxprof_tick_seconds_count[10s])") > 0);
            String server = prometheus.query("fxprof_up").get(0).path("metric").path("server")
                    .asString();
            double ticks = prometheus.value("fxprof_tick_seconds_count");
            assertThat(ticks).isPositive().isLessThanOrEqualTo(
                    served.metric("fxprof_tick_seconds_count{server=\"" + server + "\"}"));
            prometheus.await("every panel has data", () -> emptyPanels(prometheus).isEmpty());
            prometheus.await("all rules are evaluated", () -> rules(prometheus).size() == 8
                    && rules(prometheus).stream().noneMatch(rule -> rule.equals("unknown")));
            assertThat(rules(prometheus)).containsOnly("ok");
        }
    }

    private static List<String> emptyPanels(Prometheus prometheus) {
        JsonNode dashboard = JsonMapper.shared().readTree(Folders.read(Folders.project()
                .resolve("docs/examples/prometheus/grafana-dashboard.json")));
        List<String> empty = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            boolean always = !panel.path("description").asString().startsWith(ONLY_WHERE);
            for (JsonNode target : panel.path("targets")) {
                String expression = target.path("expr").asString().replace("$server", ".*")
                        .replace("$__rate_interval", "10s");
                if (always && prometheus.query(expression).isEmpty()) {
                    empty.add(panel.path("title").asString() + ": " + expression);
                }
            }
        }
        assertThat(dashboard.path("panels")).hasSizeGreaterThan(10);
        return empty;
    }

    private static List<String> rules(Prometheus prometheus) {
        List<String> health = new ArrayList<>();
        for (JsonNode group : prometheus.get("rules").path("data").path("groups")) {
            group.path("rules").forEach(rule -> health.add(rule.path("health").asString()));
        }
        return health;
    }

    /** What promtool has against a text. */
    private static String promtool(String metrics) throws IOException {
        Process process = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true).start();
        process.getOutputStream().write(metrics.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}

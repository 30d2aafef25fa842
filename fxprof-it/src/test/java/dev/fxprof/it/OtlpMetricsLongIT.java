package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Metrics of {@code serve --otlp}, taken by VictoriaMetrics and asked for there. Debian 12's is from before it
 * took OTLP; Debian 13's does.
 */
class OtlpMetricsLongIT {
    private static final String SERVER = "{service_name=\"fivem-server\","
            + "service_instance_id=\"simulation\",host_name=\"machine one\"}";

    private static Process victoriaMetrics(Path folder, int port) throws IOException {
        Requirement.require(Requirement.runs("victoria-metrics", "-version"), "OtlpMetricsLongIT",
                "needs victoria-metrics (Debian 13: victoria-metrics)");
        return new ProcessBuilder("victoria-metrics", "-storageDataPath=" + folder.resolve("data"),
                "-httpListenAddr=127.0.0.1:" + port, "-opentelemetry.usePrometheusNaming",
                "-search.latencyOffset=0s", "-inmemoryDataFlushInterval=1s")
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    }

    @Test
    void shouldGiveVictoriaMetricsEverySeriesThatTheFleetsRulesAskFor() throws IOException {
        int port = PrometheusApi.freePort();
        PrometheusApi api = new PrometheusApi(port);
        Process database = victoriaMetrics(Folders.fresh("otlp-victoria-metrics"), port);
        try (Served served = OtlpReceiverIT.serve("otlp-metrics",
                "http://127.0.0.1:" + port + "/opentelemetry", "0")) {
            // Not every run has a loss, which that counter is about.
            Set<String> asked = new TreeSet<>(FleetIT.asked());
            asked.remove("fxprof_dropped_total");
            served.await("every series is there", () -> names(api).containsAll(asked));
            assertThat(asked).hasSizeGreaterThan(3);
            // It lists a name before a query finds its values.
            String inventory = "fxprof_resource_tick_duration_seconds_count"
                    + "{fxprof_resource=\"inventory\"}";
            served.await("values are there",
                    () -> api.value("fxprof_up" + SERVER) == 1 && api.value(inventory) > 0);
            double ticks = api.value("fxprof_tick_duration_seconds_count" + SERVER);
            assertThat(ticks).isPositive().isLessThanOrEqualTo(
                    served.metric("fxprof_tick_seconds_count{server=\"simulation\"}"));
            assertThat(api.value("histogram_quantile(0.5, fxprof_tick_duration_seconds_bucket"
                    + SERVER + ")")).isBetween(0.0001, 1.0);
            assertThat(served.metric("fxprof_otlp_exports_total{result=\"sent\"}")).isPositive();
        } finally {
            database.destroyForcibly();
        }
    }

    private static Set<String> names(PrometheusApi api) {
        Set<String> names = new HashSet<>();
        api.get("label/__name__/values").path("data").forEach(name -> names.add(name.asString()));
        return names;
    }
}

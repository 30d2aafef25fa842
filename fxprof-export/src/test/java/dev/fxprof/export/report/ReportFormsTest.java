package dev.fxprof.export.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReportFormsTest {
    private final TestSites sites = new TestSites();
    private final SpanStatistics statistics = new SpanStatistics(sites,
            new StatisticsOptions(0).withTimes(1_000_000, 50_000_000));

    @Test
    void shouldFillTheObjectThatScriptsRead() {
        ObjectNode json = new JsonMapper().createObjectNode().put("schema", "fxprof/simulate/1");
        ReportJson.fill(json, sample().report());
        assertThat(json.propertyNames()).containsExactly("schema", "spans", "slices", "drops",
                "orderViolations", "parentsNotRecorded", "structureHash", "tick", "resourceTable",
                "events", "exports", "threads", "commands", "natives", "functions", "regions",
                "tasks", "playerTable", "overheadCategories", "tracks", "shareOf", "tickNanos",
                "recordedNanos", "serverNanos", "traffic", "hitchCount", "hitches", "slowestTicks");
        assertThat(json.get("tick").propertyNames()).containsExactly("meanNanos", "p50Nanos",
                "p99Nanos", "maxNanos", "p95Nanos");
        assertThat(json.get("resourceTable").get(0).propertyNames()).containsExactly("name",
                "calls", "selfNanos", "totalNanos", "p50Nanos", "p99Nanos", "maxNanos",
                "tickPercent", "meanNanos", "p95Nanos", "callsPerSecond");
        JsonNode function = json.get("functions").get(0);
        assertThat(function.get("growthPercent").isNull()).isTrue();
        assertThat(function.get("kind").asString()).isEqualTo("function");
        assertThat(function.get("file").asString()).isEqualTo("@police/server.lua");
        assertThat(function.get("line").asInt()).isEqualTo(30);
        assertThat(function.get("selfNanos").isIntegralNumber()).isTrue();
        assertThat(json.get("events").get(0).get("growthPercent")).isNull();
        JsonNode hitch = json.get("hitches").get(0);
        assertThat(hitch.propertyNames()).contains("tick", "startNanos", "durationNanos", "thread",
                "resource", "kind", "name", "source", "chain");
        assertThat(hitch.get("chain").toString()).isEqualTo("[\"tick\",\"x\",\"checkPlayers\"]");
    }

    @Test
    void shouldFitATerminal() {
        SpanStatistics wide = sample();
        int endless = sites.event("r".repeat(128), "e".repeat(128));
        int deep = sites.function("r".repeat(128), "f".repeat(128));
        TestBatch batch = new TestBatch(1).open(sites.tick(), 50, 90_000_000_000L)
                .open(endless, 51, 90_000_000_000L);
        for (int i = 0; i < 100; i++) {
            batch.open(deep, 52 + i, 90_000_000_001L + i);
        }
        for (int i = 0; i < 100; i++) {
            batch.close(91_000_000_000L + i);
        }
        wide.accept(batch.close(92_000_000_000L).close(92_000_000_001L));
        String text = ReportText.render(wide.report(), 2);
        assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 110);
        assertThat(text).contains("Functions", "Natives", "Slowest ticks", "1 more");
    }

    @Test
    void shouldAlignItsColumns() {
        assertThat(ReportText.render(sample().report(), 10)).startsWith("""
                Resource  calls     self    total  p50/tick  p99/tick  max/tick   share
                police        1  40.0 ms  40.0 ms   40.0 ms   40.0 ms   40.0 ms  97.6 %
                server        1  1.00 ms  41.0 ms   1.00 ms   1.00 ms   1.00 ms   2.4 %

                Functions                 calls     self    total      p50      p99      max   share
                police › checkPlayers:30      1  35.0 ms  36.0 ms  36.0 ms  36.0 ms  36.0 ms  85.4 %
                """);
    }

    @Test
    void shouldNotLetANameSteerTheTerminal() {
        statistics.track(1, "main");
        statistics.accept(new TestBatch(1).open(sites.tick(), 1, 0)
                .leaf(sites.event("a\u001b[31m", "b\n\u202Ec"), 2, 0, 90).close(100));
        assertThat(ReportText.render(statistics.report(), 10)).contains("a?[31m › b??c")
                .doesNotContain("\u001b").doesNotContain("\u202E");
    }

    @ParameterizedTest
    @CsvSource({"0,0.00 µs", "412,0.41 µs", "9994,9.99 µs", "9995,10.0 µs", "41200,41.2 µs",
            "999499,999 µs", "999500,1.00 ms", "41200000,41.2 ms", "1203000000,1.20 s",
            "14400000000000,14400 s"})
    void shouldChooseAUnitThatFits(long nanos, String text) {
        assertThat(Units.duration(nanos)).isEqualTo(text);
    }

    @Test
    void shouldReportNothingOfNothing() {
        Report report = statistics.report();
        assertThat(report.tick()).isEqualTo(new TickTimes(0, 0, 0, 0, 0));
        assertThat(report.luaPercent()).isZero();
        assertThat(ReportText.render(report, 10)).startsWith("Resource");
    }

    private SpanStatistics sample() {
        statistics.track(1, "main");
        statistics.accept(new TestBatch(1).open(sites.tick(), 1, 0)
                .open(sites.event("police", "x"), 2, 0).player(3)
                .open(sites.function("police", "checkPlayers"), 3, 1_000_000)
                .leaf(sites.nativeCall("police", "GetPlayerPed"), 4, 2_000_000, 3_000_000)
                .close(37_000_000).close(40_000_000).close(41_000_000));
        return statistics;
    }
}

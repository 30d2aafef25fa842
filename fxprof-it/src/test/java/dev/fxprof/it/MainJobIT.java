package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MainJobIT {
    private static final int MOST_SLICES = 6_000_000;

    private static JsonNode json;
    private static LoadedTrace trace;
    private static TraceTree tree;

    @BeforeAll
    static void run() {
        json = MainRun.get().json;
        trace = MainRun.get().trace;
        tree = TraceCheck.check(trace, TraceCheck.State.WHOLE);
    }

    @Test
    void shouldRunEveryPlayerAndResourceWithoutLoss() {
        assertThat(json.path("schema").asString()).isEqualTo("fxprof/simulate/1");
        assertThat(json.path("players").asInt()).isEqualTo(64);
        assertThat(json.path("resources").asInt()).isEqualTo(52);
        assertThat(json.path("failedResources")).isEmpty();
        assertThat(json.path("ticks").asInt()).isEqualTo(MainRun.TICKS);
        assertThat(json.path("drops").asLong(-1)).isZero();
        assertThat(json.path("orderViolations").asLong(-1)).isZero();
        assertThat(json.path("parentsNotRecorded").asLong(-1)).isZero();
        assertThat(json.path("scriptErrors").asLong(-1)).isZero();
        assertThat(json.path("slices").asLong()).isLessThanOrEqualTo(MOST_SLICES);
        assertThat(json.path("offered").asLong()).isPositive().isEqualTo(
                json.path("written").asLong() + json.path("dropped").asLong());
    }

    @Test
    void shouldCountInTheTraceWhatTheReportCounts() {
        assertThat(trace.countTicks()).isEqualTo(MainRun.TICKS);
        assertThat(trace.countSlices()).isEqualTo(json.path("slices").asLong());
        assertThat(trace.countSpans()).isEqualTo(json.path("spans").asLong());
        assertThat(trace.runtimes()).contains("lua", "native", "c#", "engine");
        assertThat(tree.structureHash()).isEqualTo(json.path("structureHash").asString());
        assertThat(trace.counters).isEqualTo(2 * MainRun.TICKS);
        assertThat(trace.lossMarks).isZero();
    }

    @Test
    void shouldPutEveryPlantedSinAtTheTopOfItsTable() throws IOException {
        List<JsonNode> bySelfTime = new ArrayList<>();
        for (JsonNode sin : plantedSins()) {
            String table = sin.path("table").asString();
            if (sin.path("by").asString().equals("selfNanos")) {
                bySelfTime.add(sin);
            } else {
                assertSameRow(top(table, sin.path("by").asString()), sin);
            }
        }
        assertThat(bySelfTime).hasSize(3);
        List<JsonNode> functions = rows("functions").subList(0, bySelfTime.size());
        for (JsonNode sin : bySelfTime) {
            String table = sin.path("table").asString();
            assertThat(table.equals("functions") ? functions : rows(table).subList(0, 1))
                    .as("top of %s by self time holds %s", table, sin.path("id"))
                    .anySatisfy(row -> assertSameRow(row, sin));
        }
    }

    private static JsonNode plantedSins() throws IOException {
        try (InputStream in = MainJobIT.class.getResourceAsStream("/server/planted-sins.json")) {
            return JsonMapper.shared().readTree(in);
        }
    }

    private static List<JsonNode> rows(String table) {
        List<JsonNode> rows = new ArrayList<>();
        json.path(table).forEach(rows::add);
        return rows;
    }

    private static JsonNode top(String table, String field) {
        ToDoubleFunction<JsonNode> value = row -> row.path(field).asDouble();
        return rows(table).stream().filter(row -> row.path(field).isNumber())
                .max(Comparator.comparingDouble(value)).orElseThrow();
    }

    private static void assertSameRow(JsonNode row, JsonNode sin) {
        assertThat(row.path("resource").asString()).isEqualTo(sin.path("resource").asString());
        assertThat(row.path("name").asString()).isEqualTo(sin.path("function").asString());
        assertThat(row.path("kind").asString()).isEqualTo(sin.path("kind").asString());
    }

    @Test
    void shouldSortEveryTableBySelfTime() {
        for (String table : List.of("events", "exports", "threads", "natives", "functions")) {
            assertThat(rows(table)).as(table).isNotEmpty();
            assertThat(rows(table).stream().map(row -> row.path("selfNanos").asLong())).as(table)
                    .isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    @Test
    void shouldHoldAChainAcrossAllRuntimesInOneTree() {
        List<String> wanted = List.of("lua function", "native native", "c# event", "c# export",
                "lua function");
        List<String> direct = List.of("lua function", "native native", "c# event", "lua export",
                "lua function");
        Set<List<String>> seen = new HashSet<>();
        boolean found = false;
        for (int i = 0; i < trace.slices && !found; i++) {
            if (trace.site(i).runtime().equals("lua")) {
                List<String> path = tree.path(i);
                found = seen.add(path) && (holds(path, wanted) || holds(path, direct));
            }
        }
        assertThat(found).as("Lua, native, event, C#, export, Lua, each within the one before")
                .isTrue();
    }

    private static boolean holds(List<String> path, List<String> inOrder) {
        int matched = 0;
        for (String step : path) {
            if (matched < inOrder.size() && step.equals(inOrder.get(matched))) {
                matched++;
            }
        }
        return matched == inOrder.size();
    }

    @Test
    void shouldFillADefaultTickWithWhatAServerDoes(@TempDir Path folder) {
        JsonNode boundary = Command.simulate("--duration", "200t", "--seed", "7", "--json",
                "--out", folder.toString()).run().succeeded().json();
        TraceTree ticks = TraceCheck.check(LoadedTrace.of(folder), TraceCheck.State.WHOLE);
        List<TraceTree.Tick> all = ticks.ticks();
        assertThat(all).hasSize(200);
        assertThat(all.stream().mapToInt(tick -> tick.boundarySpans).average().orElse(0))
                .isGreaterThanOrEqualTo(300);
        assertThat(all.stream().mapToInt(tick -> tick.natives).average().orElse(0))
                .isGreaterThanOrEqualTo(100);
        assertThat(all).allMatch(tick -> tick.levels >= 4);
        assertThat(boundary.path("luaPercent").asDouble()).isGreaterThanOrEqualTo(60);
        assertThat(boundary.path("functions")).isEmpty();
    }
}

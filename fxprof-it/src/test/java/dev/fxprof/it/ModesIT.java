package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ModesIT {
    @TempDir
    private Path folder;

    /** Runs one small resource. */
    private JsonNode runSmall(String... options) {
        return Command.simulate("--json", "--out", folder.toString(), "--resources",
                Folders.resource("world/yields").toString(), "--players", "0").and(options).run()
                .succeeded().json();
    }

    private JsonNode run(String... options) {
        return Command.simulate("--json", "--out", folder.toString()).and(options).run()
                .succeeded().json();
    }

    @Test
    void shouldRecordNothingWhenOff() {
        JsonNode json = runSmall("--profile", "off", "--duration", "20t");
        assertThat(json.path("ticks").asInt()).isEqualTo(20);
        assertThat(json.path("offered").asLong(-1)).isZero();
        assertThat(json.path("spans").asLong(-1)).isZero();
        assertThat(LoadedTrace.of(folder).slices).isZero();
    }

    @Test
    void shouldLeaveFunctionsOutByDefault() {
        JsonNode json = run("--duration", "20t", "--hitch", "1");
        assertThat(json.path("hitchCount").asInt()).isPositive();
        assertThat(json.path("hitches").get(0).path("chain")).isNotEmpty();
        assertThat(json.path("functions")).isEmpty();
        LoadedTrace trace = LoadedTrace.of(folder);
        TraceCheck.check(trace, TraceCheck.State.WHOLE);
        assertThat(trace.kinds()).contains("tick", "entry", "thread", "event", "export", "native")
                .doesNotContain("function");
    }

    @Test
    void shouldWriteNoFileWithoutATrace() {
        JsonNode json = runSmall("--duration", "5t", "--trace", "none");
        assertThat(json.path("files")).isEmpty();
        assertThat(json.path("spans").asLong()).isPositive();
        assertThat(Folders.list(folder)).isEmpty();
    }

    @Test
    void shouldLeaveIdsOutOnRequest() {
        runSmall("--duration", "5t", "--no-trace-ids", "--profile", "full");
        Path file = folder.resolve("profiler_trace.json");
        assertThat(Folders.read(file)).doesNotContain("span_id").doesNotContain("continued");
        TraceTree tree = new TraceTree(LoadedTrace.read(file));
        assertThat(tree.violations).isEmpty();
        assertThat(tree.file.countTicks()).isEqualTo(5);
    }

    @Test
    void shouldTickAtSixtyHertz() {
        JsonNode json = runSmall("--tick-rate", "60", "--duration", "1s", "--trace", "none");
        assertThat(json.path("ticks").asInt()).isEqualTo(60);
    }

    @Test
    void shouldRunWithoutPlayers() {
        JsonNode json = run("--players", "0", "--duration", "30t", "--trace", "none");
        assertThat(json.path("players").asInt(-1)).isZero();
        assertThat(json.path("resources").asInt()).isEqualTo(52);
        assertThat(json.path("scriptErrors").asInt(-1)).isZero();
        assertThat(json.path("events").findValuesAsString("name")).doesNotContain("playerJoining");
    }

    @Test
    void shouldPaceTheTicksInRealTime() {
        JsonNode json = runSmall("--realtime", "--duration", "1s", "--trace", "none");
        assertThat(json.path("wallNanos").asLong()).isGreaterThanOrEqualTo(1_000_000_000);
    }

    @Test
    void shouldPrintTheTablesWithoutJson() {
        Command.Result result = Command.simulate("--duration", "5t", "--out", folder.toString())
                .run().succeeded();
        assertThat(result.out()).contains("64 players, 52 resources, 5 ticks", "weather",
                "structure ", "0 dropped", "trace: " + folder);
        assertThat(result.errors()).isEmpty();
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StandInIT {
    private static final Map<StandIn.Errors, StandInRun> RUNS = new EnumMap<>(
            StandIn.Errors.class);

    private static StandInRun run(StandIn.Errors errors) {
        return RUNS.computeIfAbsent(errors, StandInRun::new);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunTheSampleResources(StandIn.Errors errors) {
        List<String> lines = run(errors).lines;
        for (String said : List.of("jobs: balance\t100\tEUR", "jobs: settle\tsettled",
                "state: changed\tglobal\tweather\tclear\t1", "files: saved\t3\tspool\tline",
                "files: foreign\tnil\t@bank/spool.txt: Permission denied",
                "files: gone\tnil\tnil\tnil\tnil", "chat: said\t0\tgood day",
                "SCRIPT ERROR: @faulty/server.lua:3: faulty: the thread",
                "SCRIPT ERROR: @faulty/server.lua:8: attempt to index a nil value",
                "> ref (@faulty/server.lua:21)", "faulty: the export failed\ttrue\tstring",
                "keeper: before\t8", "worker: stops\ttrue", "keeper: after\t10\tstarted",
                "caller: second start refused\ttrue", "inner (@caller/server.lua:1)\t100",
                "cleared true")) {
            assertThat(lines).as(said).anyMatch(line -> line.contains(said));
        }
        assertThat(lines).noneMatch(line -> line.contains("a cleared timer fired"))
                .anyMatch(line -> line.matches(
                        ".*server thread hitch warning: timer interval of \\d{3,} milliseconds"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetTimePassAtOnce(StandIn.Errors errors) {
        String said = run(errors).line("ticker: every");
        int half = Integer.parseInt(said.replaceAll(".* half (\\d+) .*", "$1"));
        int every = Integer.parseInt(said.replaceAll(".*every (\\d+) .*", "$1"));
        assertThat(half).as(said).isGreaterThanOrEqualTo(6);
        assertThat(every).as(said).isGreaterThanOrEqualTo(150);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSetTheWallClockOnly(StandIn.Errors errors) {
        String[] before = run(errors).line("times before").split(" +");
        String[] after = run(errors).line("times after").split(" +");
        int last = before.length - 1;
        long seconds = Long.parseLong(after[last - 2]) - Long.parseLong(before[last - 2]);
        long nanos = Long.parseLong(after[last - 1]) - Long.parseLong(before[last - 1]);
        long millis = Long.parseLong(after[last]) - Long.parseLong(before[last]);
        assertThat(millis).isBetween(0L, 60_000L);
        assertThat(seconds).isBetween(-3600L, -3540L);
        assertThat(nanos / 1_000_000 + 3_600_000).isBetween(millis - 2, millis + 2);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCarryBytesOverHttp(StandIn.Errors errors) {
        StandInRun run = run(errors);
        assertThat(run.line("web: awaited")).endsWith("\t200\t" + BinaryPage.BYTES);
        assertThat(run.line("web: answer")).contains("\t404\tnil\tHTTP 404: ");
        assertThat(run.posted).containsExactly(new byte[]{'a', 0, 'b', (byte) 0xff});
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetPlayersLoadTheServer(StandIn.Errors errors) {
        String[] said = run(errors).line("jobs: handled").split("\t");
        assertThat(Integer.parseInt(said[1])).isGreaterThanOrEqualTo(900);
        assertThat(said[2]).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void shouldTraceOnDescriptorThree(StandIn.Errors errors) {
        String trace = Folders.read(run(errors).folder.resolve("trace.txt"));
        assertThat(trace).contains("\"data\":{\"thread\":\"svMain\",\"time\":",
                "\"type\":\"hitch\"}", "{\"resource\":\"jobs\",\"text\":\"jobs: balance\",",
                "\"type\":\"script_log\"}").doesNotContain("\n");
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteATruthThatNests(StandIn.Errors errors) {
        Map<Long, JsonNode> entries = new HashMap<>();
        run(errors).truth().stream().filter(line -> line.has("id"))
                .forEach(line -> entries.put(line.path("id").asLong(), line));
        assertThat(entries).hasSizeGreaterThan(500);
        for (JsonNode entry : entries.values()) {
            long begin = entry.path("begin").asLong();
            long end = entry.path("end").asLong();
            assertThat(end).as("%s", entry).isGreaterThanOrEqualTo(begin);
            JsonNode parent = entries.get(entry.path("parent").asLong());
            if (entry.path("parent").asLong() != 0) {
                assertThat(begin).as("%s", entry)
                        .isGreaterThanOrEqualTo(parent.path("begin").asLong());
                assertThat(end).as("%s", entry)
                        .isLessThanOrEqualTo(parent.path("end").asLong());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountWhatLuaCounted(StandIn.Errors errors) {
        StandInRun run = run(errors);
        String said = run.line("counted: {");
        JsonNode counts = JsonMapper.shared().readTree(said.substring(said.indexOf('{')));
        List<JsonNode> counted = run.truth().stream()
                .filter(line -> line.path("resource").asString().equals("counted")).toList();
        assertThat(counts.path("events").asLong()).isEqualTo(StandInRun.EVENTS)
                .isEqualTo(count(counted, "coroutine", "event", "counted:event"));
        assertThat(counts.path("stretches").asLong())
                .isEqualTo(count(counted, "coroutine", "thread", "thread @counted/"));
        assertThat(counts.path("calls").asLong()).isPositive()
                .isEqualTo(count(counted, "coroutine", "export", "ref call [@counted/"))
                .isEqualTo(count(counted, "entry", "export", ""));
        assertThat(counts.path("sent").asLong())
                .isEqualTo(count(counted, "call", "client", "counted:back"));
        assertThat(counted.stream().filter(line -> line.path("level").asString().equals("call"))
                .mapToLong(line -> line.path("bytes").asLong()).sum())
                .isEqualTo(counts.path("sentBytes").asLong());
    }

    private static long count(List<JsonNode> lines, String level, String kind, String name) {
        return lines.stream().filter(line -> line.path("level").asString().equals(level)
                && line.path("kind").asString().equals(kind)
                && line.path("name").asString().startsWith(name)).count();
    }

    @ParameterizedTest
    @EnumSource
    void shouldServePerfAndPlayers(StandIn.Errors errors) {
        StandInRun run = run(errors);
        assertThat(run.refused.statusCode()).isEqualTo(401);
        assertThat(run.perf.statusCode()).isEqualTo(200);
        Map<String, Double> values = new HashMap<>();
        run.perf.body().lines().filter(line -> !line.startsWith("#")).forEach(line -> values
                .put(line.substring(0, line.indexOf(' ')),
                        Double.valueOf(line.substring(line.indexOf(' ') + 1))));
        assertThat(run.perf.body()).contains("# TYPE tickTime histogram\n");
        for (String thread : List.of("svMain", "svNetwork", "svSync")) {
            String name = "{name=\"" + thread + "\"}";
            assertThat(values).containsKeys("tickTime_sum" + name);
            assertThat(values.get("tickTime_count" + name)).isPositive().isEqualTo(
                    values.get("tickTime_bucket{name=\"" + thread + "\",le=\"+Inf\"}"));
        }
        assertThat(values.get("tickTime_sum{name=\"svMain\"}")).isGreaterThanOrEqualTo(0.2);
        JsonNode players = JsonMapper.shared().readTree(run.players.body());
        assertThat(players.valueStream().map(player -> player.path("name").asString()))
                .containsExactly("player1", "player2", "player3");
    }

    @ParameterizedTest
    @EnumSource
    void shouldSaveRecordingsThatReportReads(StandIn.Errors errors) {
        StandInRun run = run(errors);
        for (String file : List.of("recording.msgpack", "recording.json")) {
            JsonNode report = Jvm
                    .fxprof("report", run.folder.resolve(file).toString(), "--json").run()
                    .succeeded().json();
            assertThat(report.path("format").asString()).as(file).isEqualTo("fxserver");
            assertThat(report.path("ticks").asInt()).as(file).isEqualTo(19);
            assertThat(report.path("resources").valueStream()
                    .map(row -> row.path("name").asString())).as(file)
                    .contains("caller", "ticker", "counted");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRecordTheFunctionsOfOneResource(StandIn.Errors errors) {
        JsonNode report = Jvm.fxprof("report",
                run(errors).folder.resolve("detailed.msgpack").toString(), "--json").run()
                .succeeded().json();
        assertThat(report.path("functions").valueStream()
                .filter(row -> row.path("resource").asString().equals("caller"))
                .map(row -> row.path("file").asString() + ":" + row.path("line").asInt()))
                .contains("@caller/server.lua:15");
    }

    @ParameterizedTest
    @EnumSource
    void shouldBillExportsToTheCallerAsTheServerDoes(StandIn.Errors errors) {
        JsonNode events = JsonMapper.shared().readTree(
                run(errors).folder.resolve("recording.json").toFile()).path("traceEvents");
        Deque<String> resources = new ArrayDeque<>();
        int calls = 0;
        for (JsonNode event : events) {
            String name = event.path("name").asString();
            String phase = event.path("ph").asString();
            if (phase.equals("B") && name.startsWith("ref call [@slow/")) {
                assertThat(resources.peek()).isEqualTo("tick (caller)");
                calls++;
            } else if (phase.equals("B") && name.endsWith(")")) {
                resources.push(name);
            } else if (phase.equals("E") && name.endsWith(")")) {
                resources.pop();
            }
        }
        assertThat(calls).isBetween(15, 20);
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Threads of a server that end: their rings go to others, and no reader takes one for another. */
class AgentThreadsLongIT {
    private static final int RINGS = 4;
    /** Of the agent's, for each thread that finds no ring: two pushes, two pops and two events. */
    private static final int CALLS = 6;
    private static final int EARLY = 10;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @ParameterizedTest
    @CsvSource({"LINUX, 1000", "WINE, 100"})
    void shouldGiveTheRingsOfEndedThreadsToOthers(AgentHost.Build build, int threads) {
        AgentHost.build(build, "AgentThreadsLongIT");
        Path folder = Folders.fresh("agent-threads-" + build.folder);
        Path trace = folder.resolve("capture.json");
        Command.Result recorded;
        try (AgentHost host = AgentHost.start(build, folder, "--rate", "200")) {
            assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: 0");
            host.ask("start", "started");
            host.ask("run 5", "ran: ");
            // Nobody takes what those that have ended wrote: the others find no ring, and are counted.
            host.ask("threads " + EARLY, "threads: ");
            int refused = (EARLY - (RINGS - 1)) * CALLS;
            assertThat(host.ask("status", "status: ")).contains("\"ringsWaiting\": 3,",
                    "\"threadsRefused\": " + refused + ",");
            try (Recorder recorder = Recorder.start(host.segments().getFirst().toString(), trace)) {
                awaitRings(host);
                assertThat(host.ask("threads " + threads + " wait", "threads: "))
                        .isEqualTo("threads: " + threads);
                assertThat(host.ask("status", "status: "))
                        .contains("\"threadsRefused\": " + refused + ",");
                host.ask("run 5", "ran: ");
                assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
                host.quit();
                recorded = recorder.result();
            }
        }
        recorded.succeeded();
        TraceCheck.check(LoadedTrace.read(trace), TraceCheck.State.WHOLE);
        List<Long> expected = new ArrayList<>();
        for (long player = 1; player <= threads; player++) {
            expected.add(player);
        }
        expected.addAll(List.of(1L, 2L, 3L));
        Collections.sort(expected);
        assertThat(players(trace)).isEqualTo(expected);
    }

    /** Until the recorder has taken what waited for it. */
    private static void awaitRings(AgentHost host) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!host.ask("status", "status: ").contains("\"ringsWaiting\": 0,")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** The one player of each track that is not the main thread's, whose events are two. */
    private static List<Long> players(Path trace) {
        Map<Long, List<Long>> tracks = new HashMap<>();
        for (JsonNode event : JsonMapper.shared().readTree(trace.toFile())) {
            if (event.path("name").asString().equals("unlisted:event")
                    && event.path("ph").asString().equals("X")) {
                tracks.computeIfAbsent(event.path("tid").asLong(), _ -> new ArrayList<>())
                        .add(event.path("args").path("source").asLong());
            }
        }
        return tracks.values().stream().map(players -> {
            assertThat(players).hasSize(2).containsOnly(players.getFirst());
            return players.getFirst();
        }).sorted().toList();
    }
}

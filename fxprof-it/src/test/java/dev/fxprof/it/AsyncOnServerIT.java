package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Async on a server that stands in for FXServer, its tasks run by {@code record --server --http} beside
 * it. What the authors of scripts may rely on are scripts themselves: resources/async-server/contract.
 */
class AsyncOnServerIT {
    private static final int TESTS = 37;
    private static final long MOST_REJECTION_MILLIS = 15_000;
    private static final Pattern ENDED = Pattern.compile("OUTAGE ended after\\s+(\\d+)\\s+(.*)");

    @BeforeAll
    static void build() {
        StandIn.build("AsyncOnServerIT");
    }

    @Test
    void shouldKeepItsContract() {
        Path data = ServerBeside.data("async-server", "contract");
        List<String> lines;
        Path trace = data.resolve("async.json");
        try (ServerBeside fxprof = ServerBeside.start(data, 0)) {
            Command.Result recorded;
            try (StandIn server = StandIn.start(StandIn.Errors.CXX, data, "fxprof_http",
                    fxprof.url());
                    Recorder recorder = Recorder.start(fxprof.pid(), trace)) {
                server.await("ALL DONE");
                lines = server.quit();
                fxprof.stop();
                recorded = recorder.result();
            }
            assertThat(recorded.exit()).as(recorded.err()).isZero();
            assertThat(fxprof.said()).contains("[task:contract] from a task");
            assertThat(Folders.read(data.resolve(ServerBeside.RESOURCE).resolve("TOKEN")))
                    .hasSize(43)
                    .satisfies(token -> assertThat(fxprof.said()).doesNotContain(token));
        }
        assertThat(lines).noneMatch(line -> line.contains("] FAIL "));
        assertThat(lines.stream().filter(line -> line.contains("] PASS ")).count())
                .isEqualTo(TESTS);
        assertThat(lines.stream().filter(line -> line.contains("nobody looked at this"))).hasSize(1)
                .allMatch(line -> line.contains("of contract failed and nobody waits for it"));
        lines.stream().filter(line -> line.contains("COST ")).map(line -> line.replaceFirst(
                ".*COST ", "")).forEach(System.out::println);
        shouldTraceEveryStage(LoadedTrace.read(trace));
    }

    /** One task: its submission, its work in a worker, its end; three spans, tied by flows. */
    private static void shouldTraceEveryStage(LoadedTrace trace) {
        int[] stages = Stream.of("submit double", "double", "deliver double").mapToInt(name -> {
            int[] found = trace.named(name);
            assertThat(found).as(name).hasSize(1);
            return found[0];
        }).toArray();
        assertThat(trace.track(stages[1])).as("another thread")
                .isNotEqualTo(trace.track(stages[0]));
        for (int i = 1; i < stages.length; i++) {
            long from = trace.span(stages[i - 1]);
            long to = trace.span(stages[i]);
            assertThat(trace.flowFinishes).as("flow into " + trace.name(stages[i]))
                    .anyMatch(end -> end.to() == to && trace.flowStarts.stream()
                            .anyMatch(begin -> begin.id() == end.id() && begin.from() == from));
        }
    }

    @Test
    void shouldRejectTheTasksOfADaemonThatIsKilledAndTakeThoseForTheNext() {
        Path data = ServerBeside.data("async-killed", "outage");
        try (ServerBeside first = ServerBeside.start(data, 0);
                StandIn server = StandIn.start(StandIn.Errors.C, data, "fxprof_http",
                        first.url())) {
            server.await("Started resource outage");
            server.type("outage");
            server.await("OUTAGE\trunning");
            first.kill();
            Matcher ended = ENDED.matcher(server.await("OUTAGE ended"));
            assertThat(ended.find()).isTrue();
            assertThat(Long.parseLong(ended.group(1))).isLessThan(MOST_REJECTION_MILLIS);
            assertThat(ended.group(2)).contains("fxprof does not answer at " + first.url())
                    .contains("start it with: fxprof record");
            assertThat(server.await("OUTAGE then")).contains("false")
                    .contains("fxprof does not answer");
            try (ServerBeside second = ServerBeside.start(data, first.port())) {
                shouldWorkAgain(server);
                assertThat(second.said()).contains("listening on 127.0.0.1:" + first.port());
            }
            server.quit();
        }
    }

    /** It asks again a few seconds after it found nobody. */
    private static void shouldWorkAgain(StandIn server) {
        boolean works = false;
        for (int i = 0; i < 30 && !works; i++) {
            server.type("try " + i);
            server.await("TRIED " + i + "\t");
            works = server.await("TRY " + i + "\t").contains("true\t42");
            if (!works) {
                server.type("standin advance 1000");
                server.await("advanced");
            }
        }
        assertThat(works).as("%s", server.lines()).isTrue();
    }

    @Test
    void shouldRejectTheTasksOfADaemonThatIsStopped() {
        Path data = ServerBeside.data("async-stopped", "outage");
        try (ServerBeside fxprof = ServerBeside.start(data, 0);
                StandIn server = StandIn.start(StandIn.Errors.CXX, data, "fxprof_http",
                        fxprof.url())) {
            server.await("Started resource outage");
            server.type("outage");
            server.await("OUTAGE\trunning");
            fxprof.stop();
            assertThat(server.await("OUTAGE ended")).contains("the task went with it");
            server.quit();
        }
    }

    @Test
    void shouldSayWhatToStartWhereNobodyListens() {
        Path data = ServerBeside.data("async-nobody", "outage");
        int port = ServerBeside.freePort();
        try (StandIn server = StandIn.start(StandIn.Errors.CXX, data, "fxprof_http",
                "http://127.0.0.1:" + port, "fxprof_token", "0123456789abcdef")) {
            server.await("Started resource outage");
            server.type("try 1");
            assertThat(server.await("TRY 1")).contains("false").contains("127.0.0.1:" + port)
                    .contains("start it with: fxprof record --server DATA -o FILE --http 4717");
            assertThat(server.await("TRIED 1")).contains("fxprof does not answer");
            server.quit();
        }
    }

    @Test
    void shouldSayWhatIsNotSetUp() {
        Path data = ServerBeside.data("async-unset", "outage");
        try (StandIn server = StandIn.start(StandIn.Errors.C, data)) {
            server.await("Started resource outage");
            server.type("try 1");
            assertThat(server.await("TRY 1"))
                    .contains("no fxprof is set up on this server: write set fxprof_http");
            server.quit();
        }
        try (StandIn server = StandIn.start(StandIn.Errors.C, data, "fxprof_http",
                "http://127.0.0.1:1")) {
            server.await("Started resource outage");
            server.type("try 1");
            assertThat(server.await("TRY 1")).contains("there is no token for fxprof");
            server.quit();
        }
    }

    @Test
    void shouldRefuseAnotherToken() {
        Path data = ServerBeside.data("async-token", "outage");
        try (ServerBeside fxprof = ServerBeside.start(data, 0);
                StandIn server = StandIn.start(StandIn.Errors.CXX, data, "fxprof_http",
                        fxprof.url(), "fxprof_token", "not-the-token-that-it-made")) {
            server.await("Started resource outage");
            server.type("try 1");
            assertThat(server.await("TRY 1")).contains("false")
                    .contains("the token is not the one of this fxprof");
            server.quit();
            assertThat(fxprof.said()).doesNotContain("not-the-token");
        }
    }
}

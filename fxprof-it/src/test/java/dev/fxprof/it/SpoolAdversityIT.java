package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server under the overlay that is killed, restarted, out of room or given another time. */
class SpoolAdversityIT {
    private static final String EVENT = "counted:event";
    private static final String COUNTED = "counted: {";
    private static final String LOAD = "standin_load " + EVENT + " %d [\"x\"]";
    private static final int RESTARTS = 100;
    private static final int TICKS = 40;

    @BeforeAll
    static void build() {
        StandIn.build("SpoolAdversityIT");
    }

    private static StandIn start(Path data, String... variables) {
        String[] all = Arrays.copyOf(variables, variables.length + 2);
        all[variables.length] = "standin_players";
        all[variables.length + 1] = "8";
        StandIn server = StandIn.start(StandIn.Errors.CXX, data, all);
        server.await("jobs: settle");
        server.type(LOAD.formatted(200));
        return server;
    }

    /** What the resource has counted itself, in all its lives. */
    private static long counted(List<String> lines, String field) {
        return lines.stream().filter(line -> line.contains(COUNTED)).mapToLong(line -> JsonMapper
                .shared().readTree(line.substring(line.indexOf('{'))).path(field).asLong()).sum();
    }

    /** A capture of what is spooled, and what it says of itself. */
    private record Recorded(LoadedTrace trace, JsonNode summary) {
        static Recorded of(Path data, String file, TraceCheck.State state) {
            Path capture = data.resolve(file);
            JsonNode summary = Command.fxprof("record", "--server", data.toString(), "--once",
                    "--json", "-o", capture.toString()).run().succeeded().json();
            LoadedTrace trace = LoadedTrace.read(capture);
            TraceCheck.check(trace, state);
            return new Recorded(trace, summary);
        }

        static Recorded of(Path data, String file) {
            return of(data, file, TraceCheck.State.WHOLE);
        }

        long events() {
            return IntStream.range(0, trace.slices).filter(i -> !trace.isContinued(i)
                    && EVENT.equals(trace.site(i).name())
                    && "counted".equals(trace.site(i).resource())).count();
        }

        long count(String field) {
            return summary.path(field).asLong();
        }
    }

    @Test
    void shouldLoseAndDoubleNothingOfAResourceThatRestartsAHundredTimes() {
        Path data = StandIn.underOverlay("adversity-restarts");
        List<String> lines;
        try (StandIn server = start(data)) {
            for (int i = 1; i <= RESTARTS; i++) {
                server.type("standin advance 100");
                server.type("restart counted");
                server.await(COUNTED, i);
            }
            lines = server.quit();
        }
        Recorded recorded = Recorded.of(data, "x.json");

        assertThat(counted(lines, "events")).isGreaterThan(RESTARTS);
        assertThat(recorded.events()).isEqualTo(counted(lines, "events"));
        assertThat(recorded.count("dropped")).isZero();
    }

    @Test
    void shouldKeepWhatWasSpooledWhenTheServerIsKilled() {
        Path data = StandIn.underOverlay("adversity-kill");
        try (StandIn server = start(data, "fxprof_flush", "100")) {
            server.type("standin quit 100000");
            server.type("standin advance 5000");
            server.await("advanced by");
            server.kill();
        }
        Recorded killed = Recorded.of(data, "x.json");
        List<String> lines;
        try (StandIn server = start(data)) {
            server.type("standin quit " + TICKS);
            lines = server.awaitEnd();
        }
        Recorded continued = Recorded.of(data, "x.json");

        assertThat(killed.events()).isGreaterThan(500);
        assertThat(continued.events()).isEqualTo(killed.events() + counted(lines, "events"));
        assertThat(continued.events()).isEqualTo(Recorded.of(data, "whole.json").events());
        assertThat(continued.count("dropped")).isZero();
    }

    @Test
    void shouldKeepTimeInOrderWhenTheClockIsSetBack() {
        Path data = StandIn.underOverlay("adversity-clock");
        List<String> lines;
        try (StandIn server = start(data)) {
            server.type("standin advance 1500");
            server.type("standin clock -3600000");
            server.type("standin advance 1500");
            server.type("standin clock 7200000");
            server.type("standin quit " + TICKS);
            lines = server.awaitEnd();
        }
        Recorded recorded = Recorded.of(data, "x.json");

        assertThat(recorded.events()).isPositive().isEqualTo(counted(lines, "events"));
        assertThat(recorded.count("dropped")).isZero();
    }

    @Test
    void shouldCountWhatNobodyFetchedBeforeTheSpoolWasFull() {
        Path data = StandIn.underOverlay("adversity-limit");
        List<String> lines;
        try (StandIn server = start(data, "fxprof_spool_mb", "1", "fxprof_spool_file", "0.2")) {
            server.type(LOAD.formatted(500));
            server.type("standin advance 120000");
            server.await("advanced by");
            lines = server.quit();
        }
        Recorded recorded = Recorded.of(data, "x.json", TraceCheck.State.LOSSY);

        long events = counted(lines, "events");
        assertThat(recorded.events()).isPositive().isLessThan(events);
        assertThat(recorded.count("dropped")).isPositive();
        assertThat(recorded.count("offered")).isGreaterThanOrEqualTo(events)
                .isEqualTo(recorded.count("written") + recorded.count("dropped"));
    }
}

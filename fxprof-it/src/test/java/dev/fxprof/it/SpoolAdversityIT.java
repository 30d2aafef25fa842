package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    private static final int KILLS = 3;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final long HALF_A_TICK = 25_000_000;
    private static final long LOOK_NANOS = 5_000_000;
    private static final int TICKS = 40;

    @BeforeAll
    static void build() {
        StandIn.build("SpoolAdversityIT");
    }

    private static StandIn start(Path data, String... variables) {
        return loaded(StandIn.start(StandIn.Errors.CXX, data, withPlayers(variables)));
    }

    private static String[] withPlayers(String... variables) {
        String[] all = Arrays.copyOf(variables, variables.length + 2);
        all[variables.length] = "standin_players";
        all[variables.length + 1] = "8";
        return all;
    }

    private static StandIn loaded(StandIn server) {
        server.await("Started resource counted");
        server.type(LOAD.formatted(200));
        return server;
    }

    /** Takes all resources but the one that counts from a server. */
    private static Path alone(Path data) throws IOException {
        Path configuration = data.resolve("server.cfg");
        Files.write(configuration, Stream.concat(Files.readAllLines(configuration).stream()
                .filter(line -> line.startsWith("set citizen_dir") || line.endsWith(" fxprof")),
                Stream.of("ensure counted")).toList());
        return data;
    }

    /** What the resource has counted itself, in all its lives. */
    private static long counted(List<String> lines, String field) {
        return lines.stream().filter(line -> line.contains(COUNTED)).mapToLong(line -> JsonMapper
                .shared().readTree(line.substring(line.indexOf('{'))).path(field).asLong()).sum();
    }

    private static Command record(Path data, String file) {
        return Command.fxprof("record", "--server", data.toString(), "-o",
                data.resolve(file).toString());
    }

    /** A capture of what is spooled, and what it says of itself. */
    private record Recorded(LoadedTrace trace, JsonNode summary) {
        static Recorded of(Path data, String file, TraceCheck.State state) {
            Path capture = data.resolve(file);
            JsonNode summary = record(data, file).and("--once", "--json").run().succeeded().json();
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

        /** How long collecting held the server's tick, shortest first, in nanoseconds. */
        long[] collections() {
            return IntStream.range(0, trace.slices).filter(i -> trace.site(i).name()
                    .equals("collect")).mapToLong(i -> trace.end(i) - trace.start(i)).sorted()
                    .toArray();
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
            server.type(LOAD.formatted(1200));
            server.type("standin advance 40000");
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

    @Test
    void shouldDeliverAnHourThatNobodyFetched() throws IOException {
        Path data = alone(StandIn.underOverlay("adversity-hour"));
        List<String> lines;
        try (StandIn server = start(data)) {
            server.type(LOAD.formatted(20));
            server.type("standin advance 3600000");
            server.await("advanced by");
            lines = server.quit();
        }
        Recorded recorded = Recorded.of(data, "x.json");

        assertThat(counted(lines, "events")).isGreaterThan(70_000);
        assertThat(recorded.events()).isEqualTo(counted(lines, "events"));
        assertThat(recorded.count("dropped")).isZero();
    }

    @Test
    void shouldWriteWhatAFullDiskRefusedOnceThereIsRoomAgain() throws IOException {
        Requirement.require(StandIn.hasDisks(), "full disk",
                "a small file system cannot be mounted here");
        Path data = StandIn.underOverlay("adversity-disk");
        List<String> lines;
        try (StandIn server = loaded(StandIn.startOnDisk("16m", data, withPlayers()))) {
            server.type("standin advance 2000");
            server.await("advanced by", 1);
            Path filler = server.spool(data).resolve("filler");
            fill(filler);
            server.type("standin advance 20000");
            server.await("advanced by", 2);
            server.await("it is tried again");
            Files.delete(filler);
            server.type("standin advance 10000");
            server.await("writing to the spool works again");
            lines = server.quit();
        }
        Recorded recorded = Recorded.of(data, "x.json");

        assertThat(recorded.events()).isPositive().isEqualTo(counted(lines, "events"));
        assertThat(recorded.count("dropped")).isZero();
        // A write that waited for room would hold whole ticks; a busy machine holds a few of them.
        long[] collections = recorded.collections();
        assertThat(collections).hasSizeGreaterThan(20);
        assertThat(collections[collections.length * 9 / 10]).isLessThan(HALF_A_TICK);
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] page = new byte[4096];
            while (true) {
                out.write(page);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    /** Waits until a capture holds one position more, with which it can be continued. */
    private static void awaitPosition(Path capture, int positions) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (positions(capture) <= positions) {
            assertThat(System.nanoTime()).as("%s grows", capture).isLessThan(deadline);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static int positions(Path capture) {
        return Files.exists(capture) ? Folders.read(capture).split("fxprof_position").length : 1;
    }

    @Test
    void shouldNeitherLoseNorDoubleAnythingWhenTheRecorderIsKilled() throws Exception {
        Path data = StandIn.underOverlay("adversity-recorder");
        Path capture = data.resolve("x.json");
        List<String> lines;
        try (StandIn server = start(data, "fxprof_flush", "100")) {
            for (int i = 1; i <= KILLS; i++) {
                int before = positions(capture);
                Process recorder = record(data, "x.json").start(data.resolve("out.txt"),
                        data.resolve("err.txt"));
                server.type("standin advance 2000");
                server.await("advanced by", i);
                awaitPosition(capture, before);
                recorder.destroyForcibly().waitFor();
            }
            lines = server.quit();
        }
        Recorded recorded = Recorded.of(data, "x.json");

        assertThat(recorded.summary.path("continued").asBoolean()).isTrue();
        assertThat(recorded.events()).isPositive().isEqualTo(counted(lines, "events"));
        assertThat(recorded.count("dropped")).isZero();
    }
}

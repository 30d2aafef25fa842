package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LiveSegmentsIT {
    private static final int INPUT = 2;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final long LOOK_NANOS = 5_000_000;

    @TempDir
    private Path folder;
    private Process server;
    private Process recorder;

    private void startServer(String... more) {
        server = here(Command.simulate("--realtime", "--duration", "10m", "--profile", "full",
                "--segment", folder.resolve("server.fxseg").toString()).and(more))
                .start(folder.resolve("server.out"), folder.resolve("server.err"));
        await("the server is listed", () -> !Folders.names(folder).contains("live")
                ? false
                : !Folders.list(folder.resolve("live")).isEmpty());
    }

    @AfterEach
    void stop() {
        server.destroyForcibly();
        if (recorder != null) {
            recorder.destroyForcibly();
        }
    }

    private Command here(Command command) {
        return command.with("FXPROF_SEGMENTS", folder.resolve("live").toString());
    }

    private Command.Result fxprof(String... arguments) {
        return here(Jvm.fxprof(arguments)).run();
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(server.isAlive()).as(Folders.read(folder.resolve("server.err"))).isTrue();
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private List<Long> listed(String verb) {
        return fxprof(verb, "--json").succeeded().json().path("segments").valueStream()
                .map(segment -> segment.path("pid").asLong()).toList();
    }

    private void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldListWhatLivesAndShowIt() throws InterruptedException {
        startServer();
        String pid = Long.toString(server.pid());
        assertThat(listed("dump")).containsExactly(server.pid());
        assertThat(listed("top")).containsExactly(server.pid());
        assertThat(fxprof("dump").succeeded().out()).contains(pid, "server.fxseg");
        JsonNode dump = fxprof("dump", pid, "--json").succeeded().json();
        assertThat(dump.path("live").asBoolean()).isTrue();
        assertThat(dump.path("rings").get(0).path("thread").asString()).isEqualTo("svMain");
        JsonNode top = fxprof("top", pid, "--once", "--json").succeeded().json();
        assertThat(top.path("pid").asLong()).isEqualTo(server.pid());
        kill(server);
        assertThat(listed("dump")).isEmpty();
        assertThat(listed("top")).isEmpty();
        assertThat(fxprof("dump").succeeded().out()).contains("no process").doesNotContain(pid);
        assertThat(fxprof("dump", pid, "--json").succeeded().json().path("live").asBoolean(true))
                .isFalse();
    }

    @Test
    void shouldRefuseAProcessWithoutASegment() {
        startServer("--resources", Folders.resource("world/threads").toString(), "--players", "0");
        Path capture = folder.resolve("capture.json");
        Sentence.assertOnly(fxprof("dump", "999999999"), INPUT, "999999999");
        Sentence.assertOnly(fxprof("top", "999999999", "--once"), INPUT, "999999999");
        Sentence.assertOnly(fxprof("record", "999999999", "-o", capture.toString()), INPUT,
                "999999999");
        assertThat(capture).doesNotExist();
    }

    @Test
    void shouldRefuseASecondRecorderAsLongAsTheFirstLives() throws InterruptedException {
        startServer();
        String pid = Long.toString(server.pid());
        Path first = folder.resolve("first.json");
        Path second = folder.resolve("second.json");
        recorder = here(Jvm.fxprof("record", pid, "-o", first.toString()))
                .start(folder.resolve("first.out"), folder.resolve("first.err"));
        await("the first records", () -> Folders.size(first) > 10_000);
        Sentence.assertOnly(fxprof("record", pid, "-o", second.toString()), INPUT,
                Long.toString(recorder.pid()), "one recorder at a time");
        assertThat(second).doesNotExist();
        assertThat(fxprof("dump", pid, "--json").succeeded().json().path("recorderPid").asLong())
                .isEqualTo(recorder.pid());
        kill(recorder);
        fxprof("record", pid, "-o", second.toString(), "--seconds", "1").succeeded();
        TraceCheck.check(LoadedTrace.read(second), TraceCheck.State.LOSSY);
    }
}

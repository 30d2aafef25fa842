package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code fxprof record --server}, as an owner of a server runs it. */
class SpoolRecordIT {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final long LOOK_NANOS = 5_000_000;

    @TempDir
    private Path folder;

    private Command record(String file, String... more) {
        return Command.fxprof("record", "--server", folder.toString(), "-o",
                folder.resolve(file).toString()).and(more);
    }

    private Process start(String file) {
        return record(file).start(folder.resolve("out.txt"), folder.resolve("err.txt"));
    }

    private static void await(String what, Process process, Condition condition)
            throws IOException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.holds()) {
            assertThat(process.isAlive()).as("the recorder runs on").isTrue();
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static int events(Path capture) {
        LoadedTrace trace = LoadedTrace.read(capture);
        return (int) IntStream.range(0, trace.slices)
                .filter(i -> "shop:open".equals(trace.site(i).name())).count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.json", "x.pftrace"})
    void shouldRecordWhatADeadServerLeft(String file) {
        SpoolFixture.in(folder).second().second().restarted().second();

        JsonNode recorded = record(file, "--once", "--json").run().succeeded().json();

        assertThat(recorded.path("offered").asLong()).isEqualTo(60);
        assertThat(recorded.path("written").asLong()).isEqualTo(60);
        JsonNode report = Command.fxprof("report", folder.resolve(file).toString(), "--json").run()
                .succeeded().json();
        assertThat(report.path("ticks").asLong()).isEqualTo(60);
        assertThat(report.path("orderViolations").asLong()).isZero();
        JsonNode event = report.path("events").get(0);
        assertThat(event.path("name").asString()).isEqualTo("shop:open");
        assertThat(event.path("resource").asString()).isEqualTo("shop");
        assertThat(event.path("calls").asLong()).isEqualTo(60);
        assertThat(event.path("selfNanos").asLong()).isEqualTo(60 * SpoolFixture.MILLI);
        assertThat(report.path("players").get(0).path("source").asInt()).isEqualTo(9);
        assertThat(report.path("traffic").get(0).toString()).isEqualTo("{\"resource\":\"shop\","
                + "\"what\":\"client event\",\"name\":\"shop:open\",\"messages\":6,"
                + "\"bytes\":300,\"recipients\":150}");
        assertThat(report.path("overheadCategories").get(0).path("calls").asLong()).isPositive();
    }

    @Test
    void shouldLoseAndDoubleNothingWhenItIsKilled() throws IOException, InterruptedException {
        SpoolFixture server = SpoolFixture.in(folder);
        Path capture = folder.resolve("x.json");
        for (int i = 0; i < 4; i++) {
            server = i == 2 ? server.restarted() : server;
            server.second();
            Process process = start("x.json");
            long before = Folders.size(capture);
            await("the capture grows", process, () -> Folders.size(capture) > before + 1000
                    && Files.readString(capture).contains("fxprof_position"));
            server.second();
            process.destroyForcibly();
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        JsonNode recorded = record("x.json", "--once", "--json").run().succeeded().json();

        assertThat(recorded.path("continued").asBoolean()).isTrue();
        assertThat(recorded.path("dropped").asLong()).isZero();
        assertThat(recorded.path("waiting").asLong()).isZero();
        TraceCheck.check(LoadedTrace.read(capture), TraceCheck.State.WHOLE);
        assertThat(events(capture)).isEqualTo(8 * SpoolFixture.TICKS_A_WINDOW);
    }

    @Test
    void shouldWaitForAServerThatHasYetToStart() throws IOException, InterruptedException {
        SpoolFixture server = SpoolFixture.in(folder);
        Path capture = folder.resolve("x.json");
        Process process = start("x.json");
        await("it says that it waits", process, () -> Files.readString(folder.resolve("err.txt"))
                .contains("press Ctrl-C"));
        assertThat(folder.resolve("err.txt")).content()
                .contains("waiting for the server to start");
        server.second().second();
        await("the capture grows", process,
                () -> Files.readString(capture).contains("shop:open"));
        process.destroy();
        assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isZero();
        assertThat(events(capture)).isGreaterThanOrEqualTo(TWO_WINDOWS_BUT_THE_LAST_TICK);
    }

    private static final int TWO_WINDOWS_BUT_THE_LAST_TICK = 2 * SpoolFixture.TICKS_A_WINDOW - 1;

    @Test
    void shouldSayWhatIsMissing() throws IOException {
        Sentence.assertOnly(record("x.json").run(), 2, "--server: " + folder
                + " holds no folder resources; expected the server-data folder, in which "
                + "server.cfg stands");
        Files.createDirectories(folder.resolve("resources/[maps]/fxprof-like"));
        Sentence.assertOnly(record("x.json").run(), 2, "--server: there is no resource "
                + "fxprof in " + folder.resolve("resources")
                + "; fxprof hooks install puts it there");
        Sentence.assertOnly(record("x.json", "1").run(), 2, "expected either segments or "
                + "process ids, or --agent, or --server DATA, which alone takes --once");
        assertThat(folder.resolve("x.json")).doesNotExist();
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class KillIT {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final long LOOK_NANOS = 1_000_000;
    private static final int SIGKILL = 128 + 9;

    @TempDir
    private Path folder;

    private Path killAt(long bytes) throws InterruptedException {
        Path file = folder.resolve("profiler_trace.json");
        Process process = Command.simulate("--duration", "4000t", "--profile", "full", "--out",
                folder.toString()).start(folder.resolve("out.txt"), folder.resolve("err.txt"));
        try {
            long deadline = System.nanoTime() + LONGEST.toNanos();
            while (Folders.size(file) < bytes) {
                assertThat(process.isAlive()).as("the run goes on").isTrue();
                assertThat(System.nanoTime()).as("the trace grows").isLessThan(deadline);
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(SIGKILL);
        return file;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_500_000, 4_000_003, 9_000_001})
    void shouldLeaveATraceThatLacksOnlyItsEnd(long bytes) throws InterruptedException {
        LoadedTrace trace = LoadedTrace.read(killAt(bytes));
        TraceCheck.check(trace, TraceCheck.State.CUT);
        assertThat(trace.slices).isGreaterThanOrEqualTo(bytes > 1 ? 1 : 0);
        assertThat(trace.countTicks()).isGreaterThanOrEqualTo(bytes > 3_000_000 ? 1 : 0);
        if (bytes > 1) {
            assertCapture(bytes);
        }
    }

    private void assertCapture(long bytes) {
        PerfettoFile capture = PerfettoFile.read(folder.resolve("capture.pftrace"));
        assertThat(capture.slices).isGreaterThanOrEqualTo(bytes > 3_000_000 ? 1 : 0);
        assertThat(capture.repairs.keySet())
                .isSubsetOf("packets cut off at the end", "slices without an end",
                        "flows without a slice");
    }

    @Test
    void shouldLeaveATraceThatBothViewersOpen() throws InterruptedException {
        Path file = killAt(3_000_000);
        TraceCheck.check(LoadedTrace.read(file), TraceCheck.State.CUT);
        JsonNode shown = Viewers.open(file, "--truncated");
        assertThat(shown.path("ok").asBoolean()).as(shown.toPrettyString()).isTrue();
        assertThat(shown.path("speedscope").path("loaded").asBoolean()).isTrue();
        assertThat(shown.path("catapult").path("loaded").asBoolean()).isTrue();
    }
}

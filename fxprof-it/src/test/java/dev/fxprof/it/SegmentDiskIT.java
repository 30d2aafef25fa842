package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SegmentDiskIT {
    private static final int ENVIRONMENT = 3;
    private static final int TICKS = 100;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** Mounts a disk of a size on a folder, runs the rest, copies what the disk holds. */
    private static final String ON_DISK = "size=$1; disk=$2; kept=$3; shift 3; "
            + "mount -t tmpfs -o size=$size fxprof-it \"$disk\" || exit 99; ";
    private static final String RUN = ON_DISK
            + "\"$@\"; code=$?; cp \"$disk\"/* \"$kept\" 2>/dev/null; exit $code";
    private static final String FILL_WHILE_IT_RUNS = ON_DISK
            + "\"$@\" > \"$kept/run.out\" & run=$!; "
            + "until [ -e \"$disk/run.fxseg\" ]; do kill -0 $run || exit 98; sleep 0.05; done; "
            + "cat /dev/zero > \"$disk/fill\" 2> /dev/null && exit 97; "
            + "\"$1\" dump \"$disk/run.fxseg\" --json > \"$kept/dump.out\" || exit 96; "
            + "wait $run; code=$?; cp \"$disk/run.fxseg\" \"$kept\"; exit $code";

    @TempDir
    private Path folder;
    private Path disk;
    private Path kept;

    @BeforeEach
    void folders() {
        disk = Folders.write(folder.resolve("disk/x"), "").getParent();
        kept = Folders.write(folder.resolve("kept/x"), "").getParent();
        Requirement.require(
                Requirement.runs("unshare", "--mount", "sh", "-c", RUN, "sh", "2m",
                        disk.toString(), kept.toString(), "true"),
                "full disk", "a small file system cannot be mounted here");
    }

    private Command onDisk(String script, String size, Command command) {
        return here(Command.of("unshare", "--mount", "sh", "-c", script, "sh", size,
                disk.toString(), kept.toString()).and(command.words().toArray(String[]::new))
                .like(command));
    }

    private Command here(Command command) {
        return command.with("FXPROF_SEGMENTS", folder.resolve("live").toString());
    }

    private static Command simulate(Path segment) {
        return Command.simulate("--duration", TICKS + "t", "--realtime", "--profile", "full",
                "--json", "--segment", segment.toString());
    }

    private static JsonNode json(Path file) {
        return JsonMapper.shared().readTree(Folders.read(file));
    }

    @Test
    void shouldRefuseToRecordWhereTheSegmentFindsNoRoom() {
        Path segment = disk.resolve("run.fxseg");
        Sentence.assertOnly(onDisk(RUN, "2m", simulate(segment)).run(), ENVIRONMENT,
                segment.toString(), "cannot be allocated", "nothing is recorded");
        assertThat(Folders.names(kept)).containsExactly("x");
    }

    @Test
    void shouldNotNoticeADiskThatFillsUpLater() {
        onDisk(FILL_WHILE_IT_RUNS, "16m", simulate(disk.resolve("run.fxseg"))).run().succeeded();
        JsonNode run = json(kept.resolve("run.out"));
        assertThat(run.path("ticks").asInt()).isEqualTo(TICKS);
        assertThat(run.path("offered").asLong()).isPositive().isEqualTo(run.path("taken").asLong()
                + run.path("waiting").asLong() + run.path("dropped").asLong());
        assertThat(json(kept.resolve("dump.out")).path("live").asBoolean()).isTrue();
        Path capture = kept.resolve("capture.json");
        JsonNode record = Jvm.fxprof("record", kept.resolve("run.fxseg").toString(), "-o",
                capture.toString(), "--json").run().succeeded().json();
        assertThat(record.path("offered").asLong()).isEqualTo(run.path("offered").asLong());
        // A link whose slice the full ring refused is given up.
        long givenUp = record.path("droppedByReason").path("treeTooLarge").asLong();
        assertThat(record.path("written").asLong() + givenUp)
                .isEqualTo(run.path("waiting").asLong());
        TraceCheck.check(LoadedTrace.read(capture), TraceCheck.State.LOSSY);
    }

    @Test
    void shouldLeaveTheServerAloneWhenTheCaptureFindsNoRoom() throws InterruptedException {
        Path segment = folder.resolve("run.fxseg");
        Process server = here(simulate(segment)).start(folder.resolve("out"),
                folder.resolve("err"));
        try {
            long deadline = System.nanoTime() + LONGEST.toNanos();
            while (Folders.size(segment) == 0) {
                assertThat(server.isAlive()).as(Folders.read(folder.resolve("err"))).isTrue();
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.onSpinWait();
            }
            Command.Result failed = onDisk(RUN, "2m", Command.fxprof("record", segment.toString(),
                    "-o", disk.resolve("capture.json").toString())).run();
            assertThat(failed.exit()).as(failed.err()).isEqualTo(ENVIRONMENT);
            assertThat(failed.errors()).hasSize(2);
            assertThat(failed.errors().getLast()).startsWith("fxprof: ")
                    .contains(disk.resolve("capture.json").toString(), "No space left");
            Sentence.assertNoStackTrace(failed);
            assertThat(Folders.names(kept)).doesNotContain("capture.json");
            assertThat(server.isAlive()).as("the server runs on").isTrue();
            Path rest = folder.resolve("rest.json");
            here(Jvm.fxprof("record", segment.toString(), "-o", rest.toString())).run()
                    .succeeded();
            LoadedTrace trace = LoadedTrace.read(rest);
            TraceCheck.check(trace, TraceCheck.State.LOSSY);
            assertThat(trace.slices).isPositive();
            assertThat(server.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).as(Folders.read(folder.resolve("err"))).isZero();
            assertThat(json(folder.resolve("out")).path("ticks").asInt()).isEqualTo(TICKS);
        } finally {
            server.destroyForcibly();
        }
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputErrorsIT {
    private static final int ENVIRONMENT = 3;
    private static final String SMALL_DISK = "mount -t tmpfs -o size=2m fxprof-it \"$1\"";

    @TempDir
    private Path folder;

    private Command simulateTo(Path out) {
        return Command.simulate("--duration", "100t", "--profile", "full", "--json", "--out",
                out.toString());
    }

    @Test
    void shouldRefuseAFileInPlaceOfTheFolder() {
        Path file = Folders.write(folder.resolve("out"), "a file");
        Sentence.assertOnly(simulateTo(file).run(), ENVIRONMENT, file.toString());
        assertThat(Folders.read(file)).isEqualTo("a file");
    }

    @Test
    void shouldRefuseAFolderBelowAFile() {
        Path file = Folders.write(folder.resolve("out"), "a file").resolve("below");
        Sentence.assertOnly(simulateTo(file).run(), ENVIRONMENT, file.toString());
    }

    @Test
    void shouldRefuseAFolderInPlaceOfTheTrace() {
        Folders.write(folder.resolve("out/profiler_trace.json/x"), "in the way");
        Sentence.assertOnly(simulateTo(folder.resolve("out")).run(), ENVIRONMENT,
                "profiler_trace.json");
    }

    @ParameterizedTest
    @CsvSource({"chrome,profiler_trace.json,profiler_trace.partial.json",
            "perfetto,capture.pftrace,capture.partial.pftrace"})
    void shouldLeaveNoHalfWrittenTraceOnAFullDisk(String format, String file, String partial) {
        String[] inPrivate = {"unshare", "--mount", "sh", "-c"};
        Requirement.require(Requirement.runs("unshare", "--mount", "sh", "-c", SMALL_DISK, "sh",
                folder.toString()), "full disk", "a small file system cannot be mounted here");
        Path disk = Folders.write(folder.resolve("disk/x"), "").getParent();
        Path kept = Folders.write(folder.resolve("kept/x"), "").getParent();
        String script = SMALL_DISK + " && shift && \"$@\"; code=$?; cp \"" + disk
                + "\"/* \"" + kept + "\"; exit $code";
        Command.Result result = Command.of(inPrivate).and(script, "sh", disk.toString())
                .and(simulateTo(disk).and("--trace", format).words().toArray(String[]::new))
                .run();
        Sentence.assertOnly(result, ENVIRONMENT, disk.resolve(file).toString(), "No space left",
                partial);
        assertThat(Folders.names(kept)).containsExactlyElementsOf(List.of(partial, "x"));
        if (format.equals("chrome")) {
            LoadedTrace left = LoadedTrace.read(kept.resolve(partial));
            assertThat(left.slices).isPositive();
            TraceCheck.check(left, TraceCheck.State.CUT);
        } else {
            PerfettoFile left = PerfettoFile.read(kept.resolve(partial));
            assertThat(left.slices).isPositive();
            assertThat(left.repairs).doesNotContainKey("packets cut off at the end");
        }
    }
}

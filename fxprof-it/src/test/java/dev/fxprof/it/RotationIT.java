package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RotationIT {
    private static final long LIMIT = 8L << 20;

    private static JsonNode json;
    private static Path folder;
    private static final List<LoadedTrace> TRACES = new ArrayList<>();

    @BeforeAll
    static void run(@TempDir Path out) {
        folder = out;
        Folders.write(out.resolve("profiler_trace.json"), "[]");
        Folders.write(out.resolve("profiler_trace.9999.json"), "[]");
        Folders.write(out.resolve("mine.json"), "[]");
        json = Command.simulate("--profile", "full", "--duration", "150t", "--json",
                "--trace", "chrome", "--max-trace-size", "8M", "--out", out.toString()).run()
                .succeeded().json();
        json.path("files")
                .forEach(file -> TRACES
                        .add(LoadedTrace.read(Path.of(file.path("path").asString()))));
    }

    @Test
    void shouldKeepAllFilesTogetherWithinTheLimit() {
        long written = json.path("slices").asLong();
        long kept = TRACES.stream().mapToLong(LoadedTrace::countSlices).sum();
        assertThat(kept).isBetween(1L, written / 2);
        assertThat(TRACES.stream().mapToLong(trace -> Folders.size(trace.path)).sum())
                .isBetween(LIMIT / 2, LIMIT);
    }

    @Test
    void shouldKeepTheNewestFilesAndNothingElse() {
        List<String> names = TRACES.stream().map(trace -> trace.path.getFileName().toString())
                .toList();
        assertThat(names).hasSizeGreaterThan(2).isSorted()
                .allMatch(name -> name.matches("profiler_trace\\.\\d{4}\\.json"));
        assertThat(Folders.names(folder)).contains("mine.json");
        assertThat(Folders.names(folder).stream().filter(name -> !name.equals("mine.json")))
                .containsExactlyElementsOf(names);
        int last = Integer.parseInt(names.getLast().substring(15, 19));
        int first = Integer.parseInt(names.getFirst().substring(15, 19));
        assertThat(first).isGreaterThan(1);
        assertThat(last - first + 1).isEqualTo(names.size());
    }

    @Test
    void shouldMakeEveryFileStandAlone() {
        long earlier = 0;
        for (LoadedTrace trace : TRACES) {
            TraceCheck.check(trace, TraceCheck.State.ROTATED);
            assertThat(trace.countTicks()).isPositive();
            earlier += trace.all().filter(i -> trace.earlier(i) != 0).count();
        }
        assertThat(earlier).isPositive();
    }

    @Test
    void shouldBeginAgainWhatIsOpenAtTheCut() {
        for (LoadedTrace trace : TRACES) {
            assertThat(trace.all().filter(trace::goesOn).count()).as(trace.path.toString())
                    .isPositive();
        }
    }

    @Test
    void shouldReportTheWholeRun() {
        assertThat(json.path("ticks").asInt()).isEqualTo(150);
        assertThat(json.path("drops").asLong(-1)).isZero();
    }
}

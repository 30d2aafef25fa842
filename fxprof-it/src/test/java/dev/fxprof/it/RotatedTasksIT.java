package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tasks, whose flows lead from thread to thread, in files that rotate. */
class RotatedTasksIT {
    private static final List<Path> CHROME = new ArrayList<>();
    private static final List<Path> PERFETTO = new ArrayList<>();

    @BeforeAll
    static void run(@TempDir Path out) {
        JsonNode json = Command.simulate("--resources", Folders.resource("tasks").toString(),
                "--players", "0", "--duration", "1600t", "--workers", "3", "--profile", "full",
                "--json", "--max-trace-size", "8M", "--out", out.toString()).run().succeeded()
                .json();
        assertThat(json.path("drops").asLong(-1)).isZero();
        json.path("files").forEach(file -> (file.path("format").asString().equals("chrome")
                ? CHROME
                : PERFETTO).add(Path.of(file.path("path").asString())));
    }

    @Test
    void shouldTieEachFlowOfAFileOrMarkIt() {
        assertThat(CHROME).hasSizeGreaterThan(2);
        long earlier = 0;
        long between = 0;
        for (Path path : CHROME) {
            TraceFile trace = TraceFile.read(path);
            TraceCheck.check(trace, TraceCheck.State.ROTATED);
            earlier += trace.all().filter(i -> trace.earlier(i) != 0 && !trace.goesOn(i)).count();
            between += trace.flowStarts.stream().filter(flow -> flow.track() != 1).count();
            assertThat(untied(trace)).as("tasks without a cause in %s", path).isZero();
        }
        assertThat(earlier).isPositive();
        assertThat(between).isPositive();
    }

    /** A task always follows from its submission. */
    private static long untied(TraceFile trace) {
        Set<Long> tied = trace.flowFinishes.stream().map(TraceFile.FlowEnd::to)
                .collect(Collectors.toSet());
        return trace.all().filter(i -> "task".equals(trace.kind(i))
                && "work".equals(trace.name(i)) && trace.earlier(i) == 0
                && !tied.contains(trace.span(i))).count();
    }

    @Test
    void shouldReadEachFileWithoutALooseFlow() {
        assertThat(PERFETTO).hasSizeGreaterThan(2);
        for (Path path : PERFETTO) {
            JsonNode report = Command.fxprof("report", path.toString(), "--json").run()
                    .succeeded().json();
            assertThat(report.path("slices").asLong()).isPositive();
            assertThat(report.path("repaired").propertyNames()).isEmpty();
        }
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What the authors of scripts may rely on, as scripts: resources/async/contract, one file a point.
 * The last point, that every stage is traced, is looked at in the trace.
 */
class AsyncContractIT {
    private static final int TESTS = 37;

    private static Command command(String engine, int workers, Path out) {
        return Command.simulate("--engine", engine, "--resources",
                Folders.resource("async").toString(), "--players", "0", "--duration", "14s",
                "--workers", String.valueOf(workers), "--async-queue", "256",
                "--async-results", "50", "--log", "--json", "--out", out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"luaj", "lua54"})
    void shouldHoldWithOneWorkerAndWithSixteen(String engine) {
        Path out = Folders.fresh("async-" + engine);
        List<Command.Result> both = Command.together(command(engine, 1, out),
                command(engine, 16, Folders.fresh("async16-" + engine)));
        Command.Result one = both.getFirst().succeeded();
        shouldPass(one);
        shouldLogWhatNobodyAskedFor(one);
        shouldTraceEveryStage(TraceFile.of(out));
        Command.Result sixteen = both.getLast().succeeded();
        shouldPass(sixteen);
        assertThat(sixteen.json().path("structureHash").asString())
                .isEqualTo(one.json().path("structureHash").asString());
    }

    private static void shouldPass(Command.Result result) {
        List<String> lines = result.errors();
        assertThat(lines).noneMatch(line -> line.contains("FAIL "));
        assertThat(lines).contains("[script:contract] ALL DONE");
        assertThat(lines.stream().filter(line -> line.contains("] PASS ")).count())
                .isEqualTo(TESTS);
        JsonNode async = result.json().path("async").path("resources");
        for (JsonNode row : async) {
            long ended = row.path("done").asLong() + row.path("failed").asLong()
                    + row.path("cancelled").asLong();
            assertThat(ended).as(row.toString()).isEqualTo(row.path("submitted").asLong());
        }
    }

    private static void shouldLogWhatNobodyAskedFor(Command.Result result) {
        assertThat(result.errors().stream()
                .filter(line -> line.contains("nobody looked at this"))).hasSize(1)
                .allMatch(line -> line.startsWith("script error in contract: task ")
                        && line.contains("failed and nobody waits for it"));
    }

    /** One task, from its submission to the thread that waited for it: four spans, tied by flows. */
    private static void shouldTraceEveryStage(TraceFile trace) {
        TraceCheck.check(trace, TraceCheck.State.WHOLE);
        int[] stages = Stream.of("submit double", "double", "deliver double", "resume double")
                .mapToInt(name -> {
                    int[] found = trace.named(name);
                    assertThat(found).as(name).hasSize(1);
                    return found[0];
                }).toArray();
        assertThat(trace.track(stages[1])).as("another thread")
                .isNotEqualTo(trace.track(stages[0])).isNotEqualTo(trace.track(stages[2]));
        for (int i = 1; i < stages.length; i++) {
            long from = trace.span(stages[i - 1]);
            long to = trace.span(stages[i]);
            assertThat(trace.flowFinishes).as("flow into " + trace.name(stages[i]))
                    .anyMatch(end -> end.to() == to && trace.flowStarts.stream()
                            .anyMatch(begin -> begin.id() == end.id() && begin.from() == from));
        }
    }
}

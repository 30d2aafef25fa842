package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What the authors of scripts may rely on, as scripts: resources/async/contract, one file a point.
 * The last point, that every stage is traced, is looked at in the trace.
 */
class AsyncContractIT {
    private static final int TESTS = 35;

    private static Command.Result run(String engine, int workers, Path out) {
        return Command.simulate("--engine", engine, "--resources",
                Folders.resource("async").toString(), "--players", "0", "--duration", "14s",
                "--workers", String.valueOf(workers), "--async-queue", "256",
                "--async-results", "50", "--log", "--json", "--out", out.toString()).run()
                .succeeded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"luaj", "lua54"})
    void shouldHoldWithOneWorkerAndWithSixteen(String engine) throws IOException {
        Path out = Folders.fresh("async-" + engine);
        Command.Result one = run(engine, 1, out);
        shouldPass(one);
        shouldLogWhatNobodyAskedFor(one);
        shouldTraceEveryStage(out.resolve("profiler_trace.json"));
        Command.Result sixteen = run(engine, 16, Folders.fresh("async16-" + engine));
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

    private static void shouldTraceEveryStage(Path trace) throws IOException {
        String text = Files.readString(trace);
        for (String name : new String[]{"submit final save", "\"final save\"", "deliver helper",
                "resume ", "async worker 0"}) {
            assertThat(text).contains(name);
        }
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * A computation of 200 ms, four times in real time: on the server's thread it is a hitch each time, on
 * the workers no tick knows of it.
 */
@Isolated
class AsyncParallelIT {
    private static final int ROUNDS = 4;
    private static final long COMPUTATION_NANOS = 200_000_000;

    @TempDir
    Path folder;

    private JsonNode run(String engine, String mode, Path out) throws IOException {
        Path config = Files.writeString(folder.resolve(mode + ".cfg"),
                "set mode " + mode + "\nensure parallel\n");
        Command.Result result = Command.launched("simulate", "--warmup", "0", "--realtime",
                "--engine",
                engine, "--resources", Folders.resource("parallel").toString(), "--server-cfg",
                config.toString(), "--players", "0", "--workers", "2", "--log", "--json",
                // On workers a busy machine may take longer, and nothing waits for them.
                "--duration", mode.equals("async") ? "7s" : "4s", "--out", out.toString()).run()
                .succeeded();
        assertThat(result.errors()).contains("[script:parallel] COMPUTED " + mode);
        return result.json();
    }

    /** Ticks in which the computation stood: longer than half of it. */
    private static long longTicks(JsonNode result) {
        long ticks = 0;
        for (JsonNode tick : result.path("slowestTicks")) {
            if (tick.path("durationNanos").asLong() > COMPUTATION_NANOS / 2) {
                ticks++;
            }
        }
        return ticks;
    }

    @ParameterizedTest
    @ValueSource(strings = {"luaj", "lua54"})
    void shouldLeaveTheTickAlone(String engine) throws IOException {
        JsonNode inline = run(engine, "inline", Folders.fresh("parallel-inline"));
        Path out = Folders.fresh("parallel-async");
        JsonNode async = run(engine, "async", out);

        assertThat(longTicks(inline)).as("ticks with the computation").isEqualTo(ROUNDS);
        assertThat(longTicks(async)).as("ticks without it").isZero();
        JsonNode row = async.path("async").path("resources").get(0);
        assertThat(row.path("done").asInt()).isEqualTo(8 * ROUNDS);
        assertThat(row.path("runNanos").asLong()).as("it was computed all the same")
                .isGreaterThan(ROUNDS * COMPUTATION_NANOS / 2);
        shouldUseBothCores(LoadedTrace.of(out));
    }

    /** A fair part of what one worker computes happens while the other computes. */
    private static void shouldUseBothCores(LoadedTrace trace) {
        int[] parts = trace.named("part");
        double together = 0;
        double all = 0;
        for (int a : parts) {
            all += trace.duration(a);
            for (int b : parts) {
                if (trace.track(a) != trace.track(b)) {
                    together += Math.max(0, Math.min(trace.end(a), trace.end(b))
                            - Math.max(trace.start(a), trace.start(b)));
                }
            }
        }
        assertThat(together / all).as("share of the time in which both compute")
                .isGreaterThan(0.5);
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Random work with a fixed seed: nothing is lost, nothing comes twice, nothing is left behind. */
class AsyncChaosIT {
    private static final int ROUNDS_PER_SECOND = 20;
    private static final int LAST_SECONDS = 10;
    /** Restarts make the rounds longer than a tick each. */
    private static final double LONGER = 1.1;
    private static final Pattern LINE = Pattern.compile(
            "\\[script:chaos\\] CHAOS submitted (\\d+) ended (\\d+) twice 0 wrong 0 open 0");

    @TempDir
    Path folder;

    private JsonNode run(int seconds, String... arguments) throws IOException {
        return chaos(folder, seconds, Duration.ofMinutes(3), arguments);
    }

    static JsonNode chaos(Path folder, int seconds, Duration longest, String... arguments)
            throws IOException {
        return whole(command(folder, seconds, arguments).within(longest).run());
    }

    private static Command command(Path folder, int seconds, String... arguments)
            throws IOException {
        Path config = Files.writeString(folder.resolve("server.cfg"), "set chaos_rounds "
                + seconds * ROUNDS_PER_SECOND + "\nensure chaos\nensure victim\n");
        return Command.simulate("--resources", Folders.resource("chaos").toString(),
                "--server-cfg", config.toString(), "--players", "0", "--trace", "none", "--log",
                "--json", "--duration", Math.round(LONGER * seconds) + LAST_SECONDS + "s")
                .and(arguments);
    }

    private static JsonNode whole(Command.Result result) {
        result.succeeded();
        List<String> lines = result.errors();
        assertThat(lines).noneMatch(line -> line.contains("WRONG"));
        Matcher line = lines.stream().map(LINE::matcher).filter(Matcher::matches).findFirst()
                .orElseThrow(() -> new AssertionError(lines));
        assertThat(line.group(2)).isEqualTo(line.group(1));
        for (JsonNode row : result.json().path("async").path("resources")) {
            assertThat(row.path("done").asLong() + row.path("failed").asLong()
                    + row.path("cancelled").asLong()).as(row.toString())
                    .isEqualTo(row.path("submitted").asLong());
        }
        assertThat(result.json().path("async").path("open").asInt(-1)).isZero();
        return result.json();
    }

    @Test
    void shouldBeTheSameWithAnyNumberOfWorkers() throws IOException {
        String one = run(10, "--engine", "luaj", "--workers", "1").path("structureHash").asString();

        assertThat(run(10, "--engine", "luaj", "--workers", "7").path("structureHash").asString())
                .isEqualTo(one);
    }

    @Test
    void shouldLoseNothingInRealTime() throws IOException {
        Command.together(
                command(folder, 5, "--engine", "luaj", "--workers", "3", "--realtime"),
                command(folder, 5, "--engine", "lua54", "--workers", "3", "--realtime"))
                .forEach(AsyncChaosIT::whole);
    }

    @Test
    void shouldLoseNothingOnLuaItself() throws IOException {
        run(25, "--engine", "lua54", "--workers", "4");
    }
}

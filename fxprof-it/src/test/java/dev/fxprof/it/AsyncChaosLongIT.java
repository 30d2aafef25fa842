package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An hour of {@link AsyncChaosIT}. */
class AsyncChaosLongIT {
    private static final Duration LONGEST = Duration.ofHours(3);
    private static final double MEGABYTES = 12;

    @TempDir
    Path folder;

    @Test
    void shouldLoseNothingAndKeepNothingForAnHour() throws IOException {
        JsonNode json = AsyncChaosIT.chaos(folder, 3600, LONGEST, "--engine", "luaj", "--workers",
                "3");
        JsonNode memory = json.path("memory");
        assertThat(memory.path("endMegabytes").asDouble()).as(memory.toString())
                .isLessThan(memory.path("afterTenMinutesMegabytes").asDouble() + MEGABYTES);
    }
}

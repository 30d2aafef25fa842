package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EnduranceLongIT {
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final long LIMIT = 512L << 20;

    @Test
    void shouldNeedNoMoreMemoryAfterFourHoursThanAfterTenMinutes() {
        JsonNode json = Command.fxprof("simulate", "--duration", "4h", "--trace", "none", "--json")
                .within(LONGEST).run().succeeded().json();
        assertThat(json.path("ticks").asLong()).isEqualTo(4 * 3600 * 20);
        assertThat(json.path("drops").asLong(-1)).isZero();
        JsonNode memory = json.path("memory");
        assertThat(memory.path("endMegabytes").asDouble()).isCloseTo(
                memory.path("afterTenMinutesMegabytes").asDouble(), Percentage.withPercentage(10));
    }

    @Test
    void shouldRotateForNinetyMinutes(@TempDir Path folder) {
        JsonNode json = Command.fxprof("simulate", "--duration", "90m", "--profile", "full",
                "--max-trace-size", "512M", "--json", "--out", folder.toString()).within(LONGEST)
                .run().succeeded().json();
        assertThat(json.path("drops").asLong(-1)).isZero();
        assertThat(json.path("ticks").asLong()).isEqualTo(90 * 60 * 20);
        assertThat(Folders.list(folder).stream().mapToLong(Folders::size).sum())
                .isLessThanOrEqualTo(LIMIT);
        json.path("files").forEach(file -> {
            Path path = Path.of(file.path("path").asString());
            if (file.path("format").asString().equals("chrome")) {
                TraceCheck.check(LoadedTrace.read(path), TraceCheck.State.ROTATED);
            } else {
                assertThat(PerfettoFile.read(path).slices).isPositive();
            }
        });
    }
}

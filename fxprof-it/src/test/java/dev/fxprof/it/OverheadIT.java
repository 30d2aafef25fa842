package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OverheadIT {
    private static final List<String> FIGURES = List.of("framePercent", "spansPerTick",
            "nativeShare", "luaShare", "modelPercent", "luaCallNanos", "nativeCallPercent",
            "memoryMegabytes", "idleCpuPercent", "allocatedBytesPerSpan");

    @Test
    void shouldMeasureWhatTheProfilerCosts() {
        JsonNode overhead = Command.fxprof("simulate", "--overhead", "--json",
                "--overhead-seconds", "2").run().succeeded().json().path("overhead");
        assertThat(FIGURES).allSatisfy(name -> {
            assertThat(overhead.path(name).isNumber()).as(name).isTrue();
            assertThat(overhead.path(name).asDouble()).as(name).isFinite();
        });
        JsonNode interval = overhead.path("framePercentInterval");
        assertThat(interval).hasSize(2);
        assertThat(interval.get(0).asDouble()).isLessThanOrEqualTo(interval.get(1).asDouble());
        assertThat(overhead.path("memoryMegabytes").asDouble()).isBetween(0.0, 12.0);
        assertThat(overhead.path("allocatedBytesPerSpan").asDouble()).isZero();
        assertThat(overhead.path("spansPerTick").asDouble()).isGreaterThanOrEqualTo(300);
    }
}

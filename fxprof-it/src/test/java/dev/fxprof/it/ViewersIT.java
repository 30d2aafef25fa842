package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ViewersIT {
    @Test
    void shouldShowTheTraceNestedAndWithoutAWarning() {
        ShortRun run = ShortRun.get();
        JsonNode shown = Viewers.open(run.folder.resolve("profiler_trace.json"), "--screenshots",
                Path.of("target", "viewers").toAbsolutePath().toString());
        assertThat(shown.path("ok").asBoolean()).as(shown.toPrettyString()).isTrue();
        long slices = run.json.path("slices").asLong();
        assertThat(shown.path("file").path("slices").asLong()).isEqualTo(slices);
        JsonNode speedscope = shown.path("speedscope");
        assertThat(speedscope.path("loaded").asBoolean()).isTrue();
        assertThat(speedscope.path("consoleWarnings")).isEmpty();
        assertThat(speedscope.path("nestingMatches").asBoolean()).isTrue();
        assertThat(speedscope.path("slices").asLong()).isEqualTo(slices);
        JsonNode catapult = shown.path("catapult");
        assertThat(catapult.path("loaded").asBoolean()).isTrue();
        assertThat(catapult.path("importWarnings")).isEmpty();
        assertThat(catapult.path("nestingMatches").asBoolean()).isTrue();
        assertThat(catapult.path("slices").asLong()).isEqualTo(slices);
    }
}

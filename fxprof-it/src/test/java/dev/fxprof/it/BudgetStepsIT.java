package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BudgetStepsIT {
    /** The budget is so small that ticks which a busy machine prolongs exceed it, too. */
    @Test
    void shouldAnnounceEveryStepAndShowItInCaptureAndReport() {
        Path out = Folders.fresh("overhead-budget");
        Command.Result result = Command.simulate("--duration", "300t", "--profile", "full",
                "--overhead-budget", "0.05%", "--json", "--out", out.toString())
                .run().succeeded();

        JsonNode json = result.json();
        JsonNode budget = json.path("overheadBudget");
        assertThat(budget.path("percent").asDouble()).isEqualTo(0.05);
        long steps = budget.path("steps").asLong();
        assertThat(steps).isPositive();
        assertThat(result.err()).contains("overhead budget: ");
        String trace = Folders.read(out.resolve("profiler_trace.json"));
        assertThat(trace.lines().filter(line -> line.contains("\"oneCallIn\":")).count())
                .isEqualTo(steps);
        assertThat(trace).contains("\"calls\":");
        long inPart = 0;
        for (JsonNode row : json.path("functions")) {
            inPart += row.path("recordedEvery").asLong() != 1 ? 1 : 0;
        }
        assertThat(inPart).isPositive();
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The table of the scheduler in its shortest form: which rows it has, not how they come out. */
class SchedulerBenchIT {
    private static Command.Result run;

    @BeforeAll
    static void measure() {
        run = Command.launched("bench", "scheduler", "--json", "--forks", "1", "--iterations", "1",
                "--millis", "2").run().succeeded();
    }

    private static JsonNode row(String id) {
        for (JsonNode row : run.json().path("rows")) {
            if (row.path("id").asString().equals("scheduler/" + id)) {
                return row;
            }
        }
        throw new AssertionError("no row " + id);
    }

    private static List<String> targets(String id) {
        List<String> targets = new ArrayList<>();
        row(id).path("targets").forEach(target -> targets.add(target.path("what").asString()));
        return targets;
    }

    @ParameterizedTest
    @ValueSource(strings = {"saturation-1", "saturation-2", "saturation-4", "saturation-8",
            "saturation-16", "openloop-2", "openloop-4", "openloop-8", "openloop-16", "latency-1",
            "latency-2", "latency-8", "submit-1", "submit-2", "submit-8", "empty-1", "empty-2"})
    void shouldMeasureEveryRowWithItsPeers(String id) {
        JsonNode row = row(id);
        assertThat(row.path("measured").asDouble()).isPositive();
        assertThat(row.path("peers").propertyNames()).containsExactly("tpe", "fjp", "vthreads");
        row.path("ratios").forEach(ratio -> assertThat(ratio.asDouble()).isPositive());
    }

    @ParameterizedTest
    @CsvSource({"2,125000,8", "4,240000,12", "8,390000,18", "16,480000,35"})
    void shouldHoldThePublishedFiguresAgainstItself(int workers, double rate, double micros) {
        JsonNode saturation = row("saturation-" + workers);
        assertThat(saturation.path("published").asDouble()).isEqualTo(rate);
        JsonNode target = saturation.path("targets").path(0);
        assertThat(target.path("what").asString()).isEqualTo("ratio to the published rate");
        assertThat(target.path("value").asDouble())
                .isEqualTo(saturation.path("measured").asDouble() / rate);
        assertThat(row("openloop-" + workers).path("published").asDouble()).isEqualTo(micros);
    }

    @Test
    void shouldHoldEveryRowAgainstTheBestPeer() {
        String best = "ratio to the best of tpe, fjp, vthreads";
        assertThat(targets("saturation-1")).containsExactly(best);
        assertThat(targets("saturation-2")).contains(best);
        assertThat(targets("saturation-4")).doesNotContain(best);
        assertThat(targets("latency-8")).containsExactly(best);
        assertThat(targets("submit-2")).containsExactly(best);
        assertThat(targets("submit-8")).isEmpty();
        assertThat(targets("empty-2")).containsExactly("ratio to tpe");
    }

    @Test
    void shouldSayWhetherThePublishedLoadCouldBeSubmitted() {
        assertThat(targets("openloop-16")).containsExactly("part of the load submitted in time");
        assertThat(row("openloop-16").path("submitted").propertyNames()).containsExactly("pool",
                "tpe", "fjp", "vthreads");
        row("openloop-16").path("submitted")
                .forEach(part -> assertThat(part.asDouble()).isBetween(0.0, 1.0));
    }

    @Test
    void shouldOnlyCompareTheTailAndSayOnHowManyCores() {
        JsonNode tail = row("openloop-2").path("p99Ratio");
        assertThat(tail.propertyNames()).containsExactly("tpe", "fjp", "vthreads", "cores");
        assertThat(tail.path("cores").asInt())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(run.out()).doesNotContain("p99Micros");
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FullRingIT {
    private static JsonNode json;
    private static LoadedTrace whole;
    private static LoadedTrace trace;
    private static TraceTree tree;

    @BeforeAll
    static void run(@TempDir Path folder) {
        whole = ShortRun.get().trace;
        json = ShortRun.command(folder).and("--ring-slots", "256", "--flush-interval", "200")
                .run().succeeded().json();
        trace = LoadedTrace.of(folder);
        tree = TraceCheck.check(trace, TraceCheck.State.LOSSY);
    }

    @Test
    void shouldDropAndCount() {
        assertThat(json.path("drops").asLong()).isPositive();
        assertThat(json.path("dropped").asLong()).isEqualTo(json.path("drops").asLong());
        assertThat(json.path("offered").asLong()).isEqualTo(
                json.path("written").asLong() + json.path("dropped").asLong());
        assertThat(json.path("orderViolations").asLong(-1)).isZero();
        assertThat(json.path("ticks").asInt()).isEqualTo(60);
    }

    @Test
    void shouldSayInTheTraceWhatIsMissing() {
        assertThat(trace.lossMarks).isPositive();
        assertThat(trace.lostRecords).isEqualTo(json.path("drops").asLong());
        assertThat(trace.all().filter(trace::isPlaceholder).count()).isPositive()
                .isEqualTo(json.path("parentsNotRecorded").asLong());
        assertThat(trace.countSlices()).isEqualTo(json.path("slices").asLong());
        assertThat(trace.all().filter(trace::isPlaceholder).mapToObj(trace::name).distinct())
                .containsExactly("parent not recorded");
        assertThat(tree.structureHash()).isEqualTo(json.path("structureHash").asString());
    }

    @Test
    void shouldNeverGiveASliceAWrongParent() {
        Map<Long, Set<Long>> parents = new HashMap<>();
        Map<Long, String> names = new HashMap<>();
        TraceTree wholeTree = new TraceTree(whole);
        for (int i = 0; i < whole.slices; i++) {
            int around = wholeTree.encloser(i);
            parents.computeIfAbsent(whole.span(i), id -> new HashSet<>())
                    .add(around == TraceTree.NONE ? 0 : whole.span(around));
            names.put(whole.span(i), whole.name(i));
        }
        int compared = 0;
        for (int i = 0; i < trace.slices; i++) {
            int around = tree.encloser(i);
            if (!trace.isPlaceholder(i)
                    && (around == TraceTree.NONE || trace.span(around) != 0)) {
                compared++;
                long parent = around == TraceTree.NONE ? 0 : trace.span(around);
                assertThat(trace.name(i)).isEqualTo(names.get(trace.span(i)));
                assertThat(parents.get(trace.span(i))).as(trace.describe(i)).contains(parent);
            }
        }
        assertThat(compared).isGreaterThan(1000);
    }
}

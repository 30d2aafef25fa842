package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionsIT {
    private static World world;

    @BeforeAll
    static void run(@TempDir Path out) {
        world = World.named("regions", out, "--duration", "20t");
        assertThat(world.notices()).isEmpty();
    }

    @Test
    void shouldNestRegions() {
        int inner = only("Inner");
        assertThat(world.tree().parentName(inner)).isEqualTo("Outer");
        assertThat(world.trace().kind(inner)).isEqualTo("region");
        assertThat(world.trace().site(inner).resource()).isEqualTo("regions");
        assertThat(world.trace().site(inner).runtime()).isEqualTo("lua");
    }

    private static int only(String name) {
        assertThat(world.slices(name)).as(name).hasSize(1);
        return world.slices(name)[0];
    }

    @Test
    void shouldLetAnotherFunctionEndARegion() {
        LoadedTrace trace = world.trace();
        assertThat(world.spans("Across")).isEqualTo(1);
        int[] slices = world.slices("Across");
        int opens = world.slices("opens")[0];
        int[] closes = world.slices("closes");
        assertThat(trace.start(slices[0])).isGreaterThan(trace.start(opens));
        long end = Arrays.stream(slices).mapToLong(trace::end).max().orElseThrow();
        assertThat(end).isLessThan(trace.end(closes[closes.length - 1]))
                .isGreaterThan(trace.start(closes[0]));
        assertThat(Arrays.stream(slices).filter(trace::isUnfinished)).isEmpty();
    }

    @Test
    void shouldSuspendARegionWithItsCoroutine() {
        int[] slices = world.slices("Suspended");
        assertThat(slices).hasSize(3);
        assertThat(world.spans("Suspended")).isEqualTo(1);
        assertThat(Arrays.stream(slices).map(i -> world.tree().ancestor(i, "tick")).distinct())
                .hasSize(3).doesNotContain(TraceTree.NONE);
        assertThat(world.printed("regions")).contains("suspended ends");
    }

    @Test
    void shouldCloseWhatAnErrorLeavesOpen() {
        LoadedTrace trace = world.trace();
        assertThat(world.spans("LeftOpen")).isEqualTo(1);
        int left = world.slices("LeftOpen")[world.slices("LeftOpen").length - 1];
        assertThat(trace.isUnfinished(left)).isTrue();
        int[] around = world.slices("Around");
        int last = around[around.length - 1];
        assertThat(trace.isUnfinished(last)).isFalse();
        assertThat(trace.end(left)).isLessThan(trace.end(last));
    }

    @Test
    void shouldEndARegionWithItsEntry() {
        int[] slices = world.slices("NeverEnded");
        assertThat(world.spans("NeverEnded")).isEqualTo(1);
        int region = slices[slices.length - 1];
        assertThat(world.trace().isUnfinished(region)).isTrue();
        int thread = world.tree().encloser(region);
        while (!world.trace().kind(thread).equals("thread")) {
            thread = world.tree().encloser(thread);
        }
        assertThat(world.trace().end(region)).isLessThanOrEqualTo(world.trace().end(thread));
    }

    @Test
    void shouldRefuseWrongUseInOneSentence() {
        String name = " expects a name: a string that is not empty";
        String resource = " expects the name of a resource";
        String flush = "flush Profiler.SetFlushInterval expects whole milliseconds from 1 to 1000";
        assertThat(world.printed("regions")).containsSubsequence(
                "guarded false @regions/main.lua:31: left",
                "end without begin Profiler.End(\"Nothing\"): no region is open",
                "wrong name Profiler.End(\"Other\"): the innermost open region is \"Innermost\"",
                "no name Profiler.Begin" + name, "empty name Profiler.Begin" + name,
                "end of no name Profiler.End" + name,
                "unknown resource Profiler.EnableForResource(\"nobody\"): there is no such "
                        + "resource",
                "unknown resource Profiler.DisableForResource(\"nobody\"): there is no such "
                        + "resource",
                "no resource Profiler.EnableForResource" + resource,
                "no resource Profiler.DisableForResource" + resource, flush, flush, flush, flush,
                flush, "another coroutine Profiler.End(\"Mine\"): no region is open",
                "results 0 0");
        assertThat(only("Innermost")).isNotNegative();
    }

    @Test
    void shouldListRegionsInTheReport() {
        List<String> names = world.json().path("regions").findValuesAsString("name");
        assertThat(names).contains("Outer", "Inner", "Across", "Suspended", "LeftOpen", "Around",
                "NeverEnded", "Innermost", "Mine");
    }
}

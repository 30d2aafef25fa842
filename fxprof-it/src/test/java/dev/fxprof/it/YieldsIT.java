package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YieldsIT {
    private static World world;

    @BeforeAll
    static void run(@TempDir Path out) {
        world = World.named("yields", out, "--duration", "20t");
    }

    @Test
    void shouldCarryValuesAcrossYields() {
        assertThat(world.printed("yields")).containsExactlyInAnyOrder("inner outer",
                "guarded false @yields/main.lua:16: late failure", "wrapped 1 2 3 no more",
                "dead false cannot resume dead coroutine",
                "nested false @yields/main.lua:42: @yields/main.lua:35: deep", "status dead",
                "bottom", "unwound false at the bottom", "still recorded");
    }

    @Test
    void shouldTakeOpenFunctionsOffTheTrackWhileTheyWait() {
        for (String name : new String[]{"innerWait", "outerWait"}) {
            int[] slices = world.slices(name);
            assertThat(slices).as(name).hasSize(2);
            assertThat(world.trace().span(slices[0])).isEqualTo(world.trace().span(slices[1]));
            assertThat(world.trace().isContinued(slices[1])).isTrue();
            assertTicksBetween(slices[0], slices[1]);
        }
        int[] inner = world.slices("innerWait");
        assertThat(world.tree().parentName(inner[0])).isEqualTo("outerWait");
        assertThat(world.tree().parentName(inner[1])).isEqualTo("outerWait");
    }

    private static void assertTicksBetween(int first, int second) {
        int before = world.tree().ancestor(first, "tick");
        int after = world.tree().ancestor(second, "tick");
        assertThat(world.trace().start(after)).isGreaterThan(world.trace().end(before));
    }

    @Test
    void shouldCloseAFunctionOnceWhenItFailsAfterAWait() {
        int[] slices = world.slices("failsAfterWait");
        assertThat(slices).hasSize(2);
        assertThat(world.spans("failsAfterWait")).isEqualTo(1);
        assertThat(world.spans("deepFailure")).isEqualTo(1);
        assertThat(world.spans("failDown")).isEqualTo(21);
    }

    @Test
    void shouldRecordAGeneratorAsOneSpanWithASliceForEachResume() {
        int[] slices = world.slices("numbers");
        assertThat(slices).hasSize(4);
        assertThat(Arrays.stream(slices).mapToLong(world.trace()::span).distinct()).hasSize(1);
        assertThat(Arrays.stream(slices).filter(world.trace()::isContinued)).hasSize(3);
    }

    @Test
    void shouldCloseEveryTailCall() {
        int[] slices = world.slices("countDown");
        assertThat(world.spans("countDown")).isEqualTo(slices.length).isPositive();
        long end = Arrays.stream(slices).mapToLong(world.trace()::end).max().orElseThrow();
        int next = world.slices("failDown")[0];
        assertThat(world.trace().start(next)).isGreaterThan(end);
        assertThat(world.tree().ancestor(next, "countDown")).isEqualTo(TraceTree.NONE);
    }

    @Test
    void shouldReturnToTheRightParentAfterErrorsAndYields() {
        int[] slices = world.slices("afterAll");
        assertThat(slices).hasSize(5);
        assertThat(world.tree().parentName(slices[0])).isEqualTo("main chunk");
        for (int i = 1; i < slices.length; i++) {
            assertThat(world.tree().parentName(slices[i]))
                    .isEqualTo(world.tree().parentName(slices[1])).isNotEqualTo("main chunk");
        }
    }
}

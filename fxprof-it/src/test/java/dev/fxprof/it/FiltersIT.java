package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiltersIT {
    private static final int TICKS_A_STEP = 10;
    private static final int SETTLED = 4;

    private static World world;
    private static List<Integer> ticks;

    @BeforeAll
    static void run(@TempDir Path out) {
        world = World.named("filters", out, "--duration", "84t");
        ticks = new ArrayList<>();
        for (int i : world.slices("tick")) {
            if (world.trace().kind(i).equals("tick")) {
                ticks.add(i);
            }
        }
    }

    /** Resources recorded in the middle of a step of the script; steps 1 to 7 change a switch. */
    private static Set<String> recordedInStep(int step) {
        int missing = step < 7 ? 0 : 84 - ticks.size();
        Set<String> resources = new TreeSet<>();
        for (int n = step * TICKS_A_STEP + SETTLED - missing; n < (step + 1) * TICKS_A_STEP - 2
                - missing; n++) {
            int tick = ticks.get(n);
            for (int i = tick + 1; i < world.trace().slices
                    && world.trace().start(i) < world.trace().end(tick); i++) {
                resources.add(world.trace().site(i).resource());
            }
        }
        return resources;
    }

    @Test
    void shouldRecordEveryResourceByDefault() {
        assertThat(recordedInStep(0)).containsExactly("first", "second", "third");
    }

    @Test
    void shouldRecordOnlyTheResourceThatIsNamed() {
        assertThat(recordedInStep(1)).containsExactly("second");
    }

    @Test
    void shouldRecordEveryResourceAgainOnceEnabled() {
        assertThat(recordedInStep(2)).containsExactly("first", "second", "third");
    }

    @Test
    void shouldLeaveOutTheResourceThatIsDisabled() {
        assertThat(recordedInStep(3)).containsExactly("second", "third");
    }

    @Test
    void shouldLimitTheRecordingToAResourceThatWasLeftOut() {
        assertThat(recordedInStep(4)).containsExactly("first");
    }

    @Test
    void shouldRecordNothingWhileDisabled() {
        assertThat(recordedInStep(5)).containsExactly("first", "second", "third");
        assertThat(ticks.size()).isBetween(84 - TICKS_A_STEP - 3, 84 - TICKS_A_STEP + 3);
        assertThat(world.json().path("ticks").asInt()).isEqualTo(84);
        assertThat(recordedInStep(7)).containsExactly("first", "second", "third");
    }

    @Test
    void shouldHangTheCallsOfALeftOutResourceUnderTheNearestRecordedSpan() {
        LoadedTrace trace = world.trace();
        int tick = ticks.get(3 * TICKS_A_STEP + SETTLED);
        boolean found = false;
        for (int i = tick + 1; trace.start(i) < trace.end(tick); i++) {
            found |= trace.site(i).resource().equals("second")
                    && world.tree().encloser(i) == tick;
        }
        assertThat(found).isTrue();
    }
}

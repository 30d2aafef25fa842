package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"luaj", "lua54"})
class ServerIT {
    private static World world;

    @Parameter
    private String engine;

    @BeforeParameterizedClassInvocation
    static void run(String engine) {
        Path out = Folders.fresh("serverit-" + engine);
        world = World.named("server", out, "--engine", engine, "--duration", "40t");
        assertThat(world.notices()).isEmpty();
        assertThat(world.json().path("scriptErrors").asInt(-1)).isZero();
    }

    @Test
    void shouldTellHandlersOfChangedState() {
        assertThat(world.printed("state")).containsSubsequence("changed global weather rain",
                "changed global weather sun", "global sun 1 nil",
                "player changed player:1 job 3", "player 3", "entity true");
        assertThat(world.printed("state").stream().filter(line -> line.startsWith("changed")))
                .hasSize(2);
    }

    @Test
    void shouldRunCommands() {
        assertThat(world.printed("state")).contains("command 0 big world hello big world");
        assertThat(world.trace().kinds()).contains("command");
    }

    @Test
    void shouldReadAndWriteJsonAndFiles() {
        assertThat(world.printed("state")).contains("json {\"list\":[1,2]} x", "load note",
                "missing nil", "save true", "reload written", "foreign false", "outside true nil");
        assertThat(Folders.names(Folders.resource("world/server/state/data")))
                .containsExactly("note.txt");
    }

    @Test
    void shouldCallNativesByHash() {
        assertThat(world.printed("state")).contains("by hash true 4", "hash key true");
        assertThat(world.slices("GET_NUM_RESOURCES")).hasSize(5);
    }

    @Test
    void shouldKeepConsoleVariables() {
        assertThat(world.printed("state")).contains("convar 12 12", "no convar none 5",
                "metadata fxprof", "name state true");
    }

    @Test
    void shouldKeepScriptsInTheSandbox() {
        assertThat(world.printed("sandbox")).hasSize(15).endsWith("still here")
                .noneMatch(line -> line.endsWith("allowed"));
    }

    @Test
    void shouldStopAndStartAResourceWhileRunning() {
        assertThat(world.printed("controller")).containsExactly("starts restarted",
                "state started", "stop true", "stops restarted", "state stopped", "call false",
                "start true", "starts restarted", "state started 42", "unknown false missing");
        assertThat(world.printed("restarted")).containsExactly("main 1", "is told to stop",
                "main 1", "ping");
    }

    @Test
    void shouldRecordNothingOfAStoppedResource() {
        LoadedTrace trace = world.trace();
        int[] beats = world.slices("beat");
        long[] ticks = Arrays.stream(beats).map(i -> world.tree().ancestor(i, "tick"))
                .mapToLong(trace::start).toArray();
        long longestPause = 0;
        int ticksInPause = 0;
        for (int i = 1; i < ticks.length; i++) {
            long pause = ticks[i] - ticks[i - 1];
            if (pause > longestPause) {
                longestPause = pause;
                long from = ticks[i - 1];
                long to = ticks[i];
                ticksInPause = (int) Arrays.stream(trace.named("tick"))
                        .filter(t -> trace.kind(t).equals("tick") && trace.start(t) > from
                                && trace.start(t) < to)
                        .count();
            }
        }
        assertThat(ticksInPause).isGreaterThanOrEqualTo(5);
        assertThat(beats.length).isBetween(25, 36);
        assertThat(world.spans("endless")).isEqualTo(2);
    }
}

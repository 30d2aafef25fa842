package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in for ox_lib. */
class LibraryIT {
    @TempDir
    Path out;

    @ParameterizedTest
    @ValueSource(strings = {"luaj", "lua54"})
    void shouldGiveTheServerPartsOfOxLib(String engine) {
        World world = World.named("library", out, "--engine", engine, "--duration", "400t");

        assertThat(world.json().path("scriptErrors").asInt(-1)).isZero();
        assertThat(world.printed("user")).containsExactly("module 42 true Plain", "missing false",
                "locale Hello you Plain unknown", "table true true true 3 false 1-2",
                "string true", "math 2.57 3 1,234,567", "class Rex speaks true true false",
                "command 0 3 bread 2", "command 0 4 water nil",
                "command 'give' received an invalid playerId for argument 1 (target), received 'x'",
                "unknown @user/server.lua:32: lib.zones is not in fxprof's stand-in for ox_lib; "
                        + "put ox_lib itself into the folder of resources",
                "wait ready", "waited false", "timer 1",
                "callback false @ox_lib/imports/callback.lua:44: callback event 'user:ask:1:1' timed out");
    }

    @Test
    void shouldSayThatItStandsIn() {
        assertThat(World.named("library", out, "--duration", "2t").notices())
                .contains("resource ox_lib is not there; fxprof's stand-in runs");
    }
}

package dev.fxprof.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanControl;
import dev.fxprof.api.SpanRecorders;
import dev.fxprof.lua.engines.Engines;
import dev.fxprof.scheduler.AsyncSettings;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScriptLimitTest {
    private static final String STOPPED = "script error in runaway: @runaway/server.lua:2: "
            + "script stopped: it ran for longer than 1 second at a stretch";

    private static final String STEADY = """
            local ticks = 0
            CreateThread(function()
                Wait(0)
                TriggerEvent('go')
                print(pcall(function() return exports.runaway:go() end))
                while true do
                    ticks = ticks + 1
                    print('tick ' .. ticks)
                    Wait(0)
                end
            end)
            """;

    private final List<String> log = new ArrayList<>();

    @TempDir
    Path resources;

    /** Takes everything and keeps nothing. */
    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (proxy, method, args) -> {
                    Class<?> result = method.getReturnType();
                    if (result == boolean.class) {
                        return false;
                    }
                    if (result == long.class) {
                        return 0L;
                    }
                    if (result == int.class) {
                        return 0;
                    }
                    return result.isInterface() ? nothing(result) : null;
                }));
    }

    private void resource(String name, String script) throws IOException {
        resource(name, "fx_version 'cerulean'\nserver_script 'server.lua'\n", script);
    }

    private void resource(String name, String manifest, String script) throws IOException {
        Path folder = Files.createDirectories(resources.resolve(name));
        Files.writeString(folder.resolve("fxmanifest.lua"), manifest);
        Files.writeString(folder.resolve("server.lua"), script);
    }

    private Simulation start(int limitSeconds) throws IOException {
        return Simulation.start(new SimulationConfig(Optional.of(resources), 0, 1, 20,
                NativeCost.Profile.SERVER, false, false, limitSeconds, Engines.LUAJ,
                Optional.empty(), Optional.empty(), Latency.DEFAULT,
                AsyncSettings.of(1, false, 1, 50_000_000)), nothing(SpanRecorders.class),
                nothing(SpanControl.class), nothing(SiteTable.class),
                log::add);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "CreateThread(function()\nwhile true do end end)",
            "AddEventHandler('go', function()\nwhile true do end end)",
            "RegisterCommand('go', function()\nwhile true do pcall(function() while true do end end) "
                    + "end end)",
            "exports('go', function()\nwhile true do end end)",
            "\nwhile true do end"})
    void shouldStopARunawayScriptAndGoOnWithTheOthers(String script) throws IOException {
        resource("runaway", script);
        resource("steady", STEADY);
        try (Simulation simulation = start(1)) {
            simulation.command("go");
            for (int i = 0; i < 5; i++) {
                simulation.tick();
            }

            assertThat(simulation.resourcesRunning()).isEqualTo(2);
            assertThat(simulation.failedResources()).isEmpty();
        }
        assertThat(log).contains("[script:steady] tick 4");
        if (script.startsWith("exports")) {
            assertThat(log).contains(
                    "[script:steady] false\t" + STOPPED.substring(STOPPED.indexOf('@')));
        } else {
            assertThat(log).containsOnlyOnce(STOPPED);
        }
    }

    @Test
    void shouldStopAResourceThatCallsARunawayExportForEver() throws IOException {
        resource("callee", "exports('go', function() while true do end end)");
        resource("runaway", "CreateThread(function()\nwhile true do pcall(function() "
                + "exports.callee:go() end) end end)");
        resource("steady", STEADY);
        try (Simulation simulation = start(1)) {
            for (int i = 0; i < 5; i++) {
                simulation.tick();
            }
        }

        assertThat(log).containsOnlyOnce(STOPPED).contains("[script:steady] tick 4");
    }

    @Test
    void shouldNotStartAResourceWhoseManifestNeverEnds() throws IOException {
        resource("runaway", "fx_version 'cerulean'\nwhile true do end", "");
        resource("steady", STEADY);
        try (Simulation simulation = start(1)) {
            assertThat(simulation.failedResources()).containsOnlyKeys("runaway")
                    .containsEntry("runaway",
                            "the manifest failed: @runaway/fxmanifest.lua:2: script stopped: "
                                    + "it ran for longer than 1 second at a stretch");
            assertThat(simulation.resourcesRunning()).isEqualTo(1);
        }
    }

    @Test
    void shouldNotAddUpTheStretchesOfAScriptThatWaits() throws IOException {
        resource("busy", "CreateThread(function() while true do for i = 1, 1e6 do end Wait(0) end "
                + "end)");
        try (Simulation simulation = start(1)) {
            long from = System.nanoTime();
            while (System.nanoTime() - from < 2_500_000_000L) {
                simulation.tick();
            }

            assertThat(simulation.scriptErrors()).isZero();
        }
    }

    @Test
    void shouldNotLimitScriptsWhereTheLimitIsZero() throws IOException {
        resource("slow", "CreateThread(function() for i = 1, 3e8 do end "
                + "print('done') end)");
        try (Simulation simulation = start(0)) {
            simulation.tick();
        }

        assertThat(log).contains("[script:slow] done");
    }

    @Test
    void shouldRefuseALimitOutOfRange() {
        assertThatThrownBy(() -> start(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("script limit must be from 1 to 86400 seconds, or 0 for none, got -1");
        assertThatThrownBy(() -> start(86_401)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new SimulationConfig(Optional.empty(), 0, 1, 20, NativeCost.Profile.SERVER,
                false, false).scriptLimitSeconds()).isEqualTo(30);
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.hooks.lua.bundle.LuaBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host with the agent, one of whose resources has the overlay in its Lua: each fact comes once. */
class AgentOverlayIT {
    private static final int TICKS = 120;
    private static final int LATE_TICKS = 20;
    private static final String RATE = "100";

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX", "LINUX_C", "WINE"})
    void shouldRecordEachEntryOnceAndRegionsWithinThem(AgentHost.Build build) {
        AgentHost.build(build, "AgentOverlayIT");
        Path folder = Folders.fresh("agent-overlay-" + build.folder);
        Path trace = folder.resolve("capture.json");
        Path truth = folder.resolve("truth.jsonl");
        try (AgentHost host = AgentHost.start(build, folder, "--resources",
                resources(folder).toString(), "--truth", truth.toString(), "--rate", RATE)) {
            assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: 0");
            try (Recorder recorder = Recorder.start(host.segments().getFirst().toString(), trace)) {
                host.ask("start", "started");
                host.ask("run " + TICKS, "ran: ");
                // The overlay has recorded nothing that it would have to hand over.
                assertThat(host.ask("event fxprof:sync 1", "frame: ")).isEqualTo("frame: 0");
                host.ask("stop", "stopped");
                host.ask("detach", "detach: ");
                host.quit();
                recorder.result().succeeded();
            }
        }
        TraceCheck.check(LoadedTrace.read(trace), TraceCheck.State.WHOLE);
        AgentTruth ran = AgentTruth.read(truth);
        AgentCapture capture = AgentCapture.read(trace);
        assertThat(AgentIT.difference(ran.flat(), capture.flat())).isEmpty();
        assertRegions(capture);
    }

    private static void assertRegions(AgentCapture capture) {
        Map<Long, AgentCapture.Slice> spans = new HashMap<>();
        capture.slices.forEach(slice -> spans.put(slice.span(), slice));
        Map<String, Map<String, Integer>> parents = new HashMap<>();
        for (AgentCapture.Slice slice : capture.slices) {
            AgentCapture.Slice parent = spans.get(slice.parent());
            if (parent != null && slice.resource().equals("bank")
                    || parent != null && parent.kind().equals("region")) {
                parents.computeIfAbsent(shown(slice), _ -> new HashMap<>())
                        .merge(shown(parent), 1, Integer::sum);
            }
        }
        int pays = TICKS / 2;
        assertThat(parents).containsEntry("region pay", Map.of("event bank:pay", pays))
                .containsEntry("native GetPlayerName", Map.of("region pay", pays))
                .containsEntry("region book", Map.of("region pay", pays))
                .containsEntry("region lost", Map.of("event world:hour", TICKS / 5));
        // The export that it calls, and nothing else, ran in the other region.
        assertThat(parents.get("export ref")).containsEntry("region book", pays);
        // On both sides of its wait, each time in another tick.
        assertThat(parents.get("region round")).containsOnlyKeys("entry tick (bank)");
        assertThat(parents.get("native GetPlayerPed")).containsKey("region round");
        assertThat(parents.get("native GetEntityCoords")).containsOnlyKeys("region round");
        assertThat(parents.get("region round").get("entry tick (bank)")).isGreaterThan(TICKS / 10);
        assertThat(parents.get("region count")).containsOnlyKeys("export ref");
        assertThat(capture.slices).filteredOn(slice -> slice.kind().equals("region")).allSatisfy(
                slice -> assertThat(slice.unfinished()).isEqualTo(slice.name().equals("lost")));
    }

    private static String shown(AgentCapture.Slice slice) {
        return slice.kind() + " "
                + (slice.kind().equals("export") ? "ref" : slice.name());
    }

    @Test
    void shouldHandOverToTheOverlayWhereTheAgentGoes() {
        AgentHost.Build build = AgentHost.Build.LINUX;
        AgentHost.build(build, "AgentOverlayIT");
        Path folder = Folders.fresh("agent-overlay-gone");
        try (AgentHost host = AgentHost.start(build, folder, "--resources",
                resources(folder).toString(), "--rate", RATE)) {
            host.ask("start", "started");
            collect(host, 1);
            host.ask("run " + LATE_TICKS, "ran: ");
            // Each event, region and thread of the overlay's own.
            assertThat(collect(host, 2)).isGreaterThan(LATE_TICKS);
            host.ask("attach " + build.agent(), "attach: 0");
            collect(host, 3);
            host.ask("run " + LATE_TICKS, "ran: ");
            assertThat(collect(host, 4)).isZero();
            host.ask("detach", "detach: 0");
            collect(host, 5);
            host.ask("run " + LATE_TICKS, "ran: ");
            assertThat(collect(host, 6)).isGreaterThan(LATE_TICKS);
            host.quit();
        }
    }

    @Test
    void shouldLeaveTheOverlayItsEntriesWhereTheAgentSeesNone() {
        AgentHost.Build build = AgentHost.Build.LINUX;
        AgentHost.build(build, "AgentOverlayIT");
        Path folder = Folders.fresh("agent-overlay-guarded");
        try (AgentHost host = AgentHost.start(build, folder, "--resources",
                resources(folder).toString(), "--rate", RATE)) {
            host.ask("guard lua", "guarded");
            host.ask("attach " + build.agent(), "attach: 0");
            host.ask("start", "started");
            collect(host, 1);
            host.ask("run " + LATE_TICKS, "ran: ");
            assertThat(collect(host, 2)).isGreaterThan(LATE_TICKS);
            assertThat(Folders.read(folder.resolve("agent.log")).lines())
                    .filteredOn(line -> line.contains("records on, beside the agent"))
                    .hasSize(1);
            host.quit();
        }
    }

    /** As the collector does for a new file, so that it answers in any case; how many records it had. */
    private static int collect(AgentHost host, int file) {
        return Integer.parseInt(host.ask("event fxprof:sync " + file, "frame: ")
                .substring("frame: ".length()));
    }

    /** The host's resources, where the bank has the overlay and regions. */
    private static Path resources(Path folder) {
        Path from = Folders.project().resolve("fxprof-it/host/resources");
        Path to = folder.resolve("resources");
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
            Files.writeString(to.resolve("bank/server.lua"), bank());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to;
    }

    private static String bank() {
        Path own = Folders.resource("agent-overlay");
        return String.join("\n", List.of(
                Folders.read(own.resolve("server-globals.lua")),
                ";(function(...)", LuaBundle.block("agent"),
                Folders.read(Folders.resource("lua-agent/scheduler.lua")), "end)(vm, world)",
                "Citizen.CreateThreadNow(function()", LuaBundle.profiler(), "end)",
                "Citizen.CreateThreadNow(function()", Folders.read(own.resolve("bank.lua")),
                "end)"));
    }
}

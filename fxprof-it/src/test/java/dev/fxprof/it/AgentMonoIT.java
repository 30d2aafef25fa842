package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Methods that Mono itself compiled and runs, in a host that is linked to it. */
class AgentMonoIT {
    private static final AgentHost.Build MONO = AgentHost.Build.MONO;
    private static final int TICKS = 20;
    /** Some 11 methods each: more than the agent has room for at a time. */
    private static final int RESTARTS = 600;
    /** What Garage.cs runs, with the depth within the entry; + for what an exception left. */
    private static final List<String> EXPECTED = List.of("0 Server.Run", "1 Server.Small",
            "1 Server.Catch", "2 Server.Throw+", "3 Server.Throw+", "2 Server.Small",
            "2 Server.Small", "1 Server.Pass+", "2 Server.Throw+", "2 Server.Small",
            "1 Server.Small", "1 Store+Shelf`1..ctor", "1 Store+Shelf`1.Same", "1 Server.Soon",
            "2 Server+<Soon>c__async0.MoveNext", "3 Server.Small", "1 Server.Small", "1 gc major",
            "1 Server.Grow", "2 Server.Small", "1 Server.Sum");

    private static AgentHost start(Path folder, Map<String, String> environment) {
        Requirement.require(Requirement.runs("mcs", "--version")
                && Requirement.runs("pkg-config", "--exists", "mono-2"), "AgentMonoIT",
                "mono-mcs, libmono-2.0-dev or pkg-config is not installed");
        AgentHost.build(MONO, "AgentMonoIT");
        AgentHost host = AgentHost.start(MONO, folder, environment, "--rate", "200");
        assertThat(host.ask("attach " + MONO.agent(), "attach: ")).isEqualTo("attach: 0");
        host.ask("start", "started");
        return host;
    }

    private static AgentCapture record(Path folder) {
        Path trace = folder.resolve("capture.json");
        Jvm.fxprof("record", Folders.list(folder.resolve("segments")).getFirst().toString(), "-o",
                trace.toString()).run().succeeded();
        return AgentCapture.read(trace);
    }

    @Test
    void shouldFollowWhatMonoRuns() {
        Path folder = Folders.fresh("agent-mono");
        try (AgentHost host = start(folder, Map.of("FXPROF_METHODS", "garage"))) {
            host.ask("run " + TICKS, "ran: ");
            assertThat(host.lines()).contains("mono: 10");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            // Methods go on to tell, to nobody.
            host.ask("run " + TICKS, "ran: ");
            host.quit();
        }
        assertThat(ranInGarage(record(folder))).isEqualTo(EXPECTED);
    }

    /** Mono gives the address of a method that has gone with its domain to another, without a word of it. */
    @Test
    void shouldKeepNamesApartWhereResourcesAreStartedAgainAndAgain() {
        Path folder = Folders.fresh("agent-mono-restarts");
        try (AgentHost host = start(folder, Map.of("FXPROF_METHODS", "garage",
                "HOST_MONO_RESTARTS", "1"))) {
            for (int i = 0; i < RESTARTS; i++) {
                host.type("event garage:clean");
            }
            host.ask("run 1", "ran: ");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            assertThat(host.lines()).filteredOn("mono: 10"::equals)
                    .hasSizeGreaterThanOrEqualTo(RESTARTS);
            host.quit();
        }
        assertThat(Folders.read(folder.resolve("agent.log"))).doesNotContain("are not recorded");
        // One run's, so many times.
        Map<String, Long> expected = EXPECTED.stream().filter(name -> !name.endsWith("gc major"))
                .collect(Collectors.groupingBy(
                        name -> "Garage." + name.substring(2).replaceAll("\\+$", ""),
                        Collectors.summingLong(_ -> RESTARTS)));
        Map<String, Long> calls = record(folder).slices.stream().filter(
                slice -> slice.name().startsWith("Garage.")).collect(
                        Collectors.groupingBy(
                                AgentCapture.Slice::name, Collectors.counting()));
        assertThat(calls).isEqualTo(expected);
    }

    private static List<String> ranInGarage(AgentCapture capture) {
        Map<Long, Integer> depths = new HashMap<>();
        return capture.slices.stream().filter(slice -> {
            boolean entry = slice.name().equals("tick (garage)");
            int depth = entry ? -1 : depths.getOrDefault(slice.parent(), Integer.MIN_VALUE);
            boolean within = depth != Integer.MIN_VALUE;
            if (within) {
                depths.put(slice.span(), depth + 1);
            }
            return within && (slice.kind().equals("function") || slice.kind().equals("gc"));
        }).map(slice -> (depths.get(slice.span()) - 1) + " "
                + slice.name().replace("Garage.", "") + (slice.unfinished() ? "+" : "")).toList();
    }
}

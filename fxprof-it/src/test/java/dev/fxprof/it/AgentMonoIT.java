package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Methods that Mono itself compiled and runs, in a host that is linked to it. */
class AgentMonoIT {
    private static final AgentHost.Build MONO = AgentHost.Build.MONO;
    private static final int TICKS = 20;
    /** What Garage.cs runs, with the depth within the entry; + for what an exception left. */
    private static final List<String> EXPECTED = List.of("0 Server.Run", "1 Server.Small",
            "1 Server.Catch", "2 Server.Throw+", "3 Server.Throw+", "2 Server.Small",
            "2 Server.Small", "1 Server.Pass+", "2 Server.Throw+", "2 Server.Small",
            "1 Server.Small", "1 Store+Shelf`1..ctor", "1 Store+Shelf`1.Same", "1 Server.Soon",
            "2 Server+<Soon>c__async0.MoveNext", "3 Server.Small", "1 Server.Small", "1 gc major",
            "1 Server.Grow", "2 Server.Small", "1 Server.Sum");

    @Test
    void shouldFollowWhatMonoRuns() {
        Requirement.require(Requirement.runs("mcs", "--version")
                && Requirement.runs("pkg-config", "--exists", "mono-2"), "AgentMonoIT",
                "mono-mcs, libmono-2.0-dev or pkg-config is not installed");
        AgentHost.build(MONO, "AgentMonoIT");
        Path folder = Folders.fresh("agent-mono");
        try (AgentHost host = AgentHost.start(MONO, folder, Map.of("FXPROF_METHODS", "garage"),
                "--rate", "200")) {
            assertThat(host.ask("attach " + MONO.agent(), "attach: ")).isEqualTo("attach: 0");
            host.ask("start", "started");
            host.ask("run " + TICKS, "ran: ");
            assertThat(host.lines()).contains("mono: 10");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            // Methods go on to tell, to nobody.
            host.ask("run " + TICKS, "ran: ");
            host.quit();
        }
        Path trace = folder.resolve("capture.json");
        Jvm.fxprof("record", Folders.list(folder.resolve("segments")).getFirst().toString(), "-o",
                trace.toString()).run().succeeded();
        assertThat(ranInGarage(AgentCapture.read(trace))).isEqualTo(EXPECTED);
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

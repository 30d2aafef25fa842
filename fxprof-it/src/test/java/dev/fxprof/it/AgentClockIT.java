package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent compares the counters of the processor's cores before it stamps spans with them. */
class AgentClockIT {
    private static final int MOST_TRIES = 10;
    private static final Pattern COMPARED = Pattern
            .compile("counter goes back by (\\d+) ns between "
                    + "cores \\((\\d+) of (\\d+) compared with the first\\)(.*)");

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX", "WINE"})
    void shouldUseTheCounterWhereCoresAgree(AgentHost.Build build) {
        AgentHost.build(build, "AgentClockIT");
        Requirement.require(Runtime.getRuntime().availableProcessors() > 1, "AgentClockIT",
                "there is one processor only");
        Path folder = Folders.fresh("agent-clock-" + build.folder);
        Matcher said = attach(build, folder, build.agent());
        // Two cores of one machine agree here: a counter that does not is not invariant.
        assertThat(Long.parseLong(said.group(1))).isLessThan(1000);
        assertThat(said.group(4)).isEmpty();
        assertThat(clock(folder)).contains("clock tsc");
    }

    @Test
    void shouldUseTheSystemsClockWhereCoresDiffer() {
        AgentHost.Build build = AgentHost.Build.LINUX;
        AgentHost.build(build, "AgentClockIT");
        Requirement.require(Runtime.getRuntime().availableProcessors() > 1, "AgentClockIT",
                "there is one processor only");
        Path output = Folders.project().resolve("fxprof-hooks-win64/target/agent");
        Command.of("make", "-s", "-C",
                Folders.project().resolve("fxprof-hooks-win64/src/main/c").toString(),
                "OUT=" + output, "skewed").within(Duration.ofMinutes(4)).run().succeeded();
        Path folder = Folders.fresh("agent-clock-skewed");
        Matcher said = attach(build, folder, output.resolve("skewed/libfxprof-agent.so"));
        assertThat(Long.parseLong(said.group(1))).isGreaterThan(1000);
        assertThat(said.group(4)).isEqualTo(": the system's clock is used instead");
        assertThat(clock(folder)).contains("clock nanotime");
    }

    /** What the agent's log says of it; on a busy machine it finds no time for that now and then. */
    private static Matcher attach(AgentHost.Build build, Path folder, Path agent) {
        for (int tries = 1;; tries++) {
            try (AgentHost host = AgentHost.start(build, Folders.fresh(folder.getFileName() + ""),
                    Map.of("FXPROF_CLOCK", "tsc"))) {
                assertThat(host.ask("attach " + agent, "attach: ")).isEqualTo("attach: 0");
                host.ask("start", "started");
                host.ask("run 5", "ran: ");
                assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
                host.quit();
            }
            String log = Folders.read(folder.resolve("agent.log"));
            Matcher said = COMPARED.matcher(log);
            if (said.find()) {
                assertThat(Integer.parseInt(said.group(2))).isPositive();
                return said;
            }
            assertThat(log).contains("compared with no other core's: they were too busy");
            assertThat(tries).isLessThan(MOST_TRIES);
        }
    }

    private static String clock(Path folder) {
        Command.Result recorded = Jvm.fxprof("record",
                Folders.list(folder.resolve("segments")).getFirst().toString(), "-o",
                folder.resolve("capture.json").toString()).run();
        recorded.succeeded();
        return recorded.out();
    }
}

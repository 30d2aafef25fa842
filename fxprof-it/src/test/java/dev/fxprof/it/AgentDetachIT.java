package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentDetachIT {
    private static final int CYCLES = 50;

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX", "WINE"})
    void shouldComeAndGoUnderLoad(AgentHost.Build build) {
        AgentCycles.run(build, CYCLES, "AgentDetachIT");
    }

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX", "WINE"})
    void shouldLeaveASlotThatSomebodyElseTook(AgentHost.Build build) {
        AgentHost.build(build, "AgentDetachIT");
        Path folder = Folders.fresh("agent-chained-" + build.folder);
        try (AgentHost host = AgentHost.start(build, folder, "--rate", "100")) {
            host.ask("start", "started");
            String before = host.ask("slots", "slots: ");
            assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: 0");
            host.ask("run 5", "ran: ");
            host.ask("chain", "chained");
            host.ask("run 5", "ran: ");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            assertThat(host.ask("status", "status: ")).contains("\"attached\": false",
                    "\"chained\": 1");
            assertThat(Folders.read(folder.resolve("agent.log"))).containsOnlyOnce(
                    "chained, left in place: ");
            // The hook that stays behind hands on to the server's own method.
            host.ask("run 5", "ran: ");
            assertThat(host.ask("slots", "slots: ")).isNotEqualTo(before);
            host.ask("unchain", "unchained");
            assertThat(host.ask("attach", "attach: ")).isEqualTo("attach: 0");
            host.ask("run 5", "ran: ");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            assertThat(host.ask("status", "status: ")).contains("\"chained\": 0");
            assertThat(host.ask("slots", "slots: ")).isEqualTo(before);
            host.quit();
        }
    }
}

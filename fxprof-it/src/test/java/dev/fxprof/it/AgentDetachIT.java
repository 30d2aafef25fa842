package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentDetachIT {
    private static final int CYCLES = 50;
    private static final int BEFORE = 20;
    private static final int AGAIN = 60;
    /** Objects with tables of their own are met once more in the tick before. */
    private static final int MEETING = 2;

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX", "WINE"})
    void shouldComeAndGoUnderLoad(AgentHost.Build build) {
        AgentCycles.run(build, CYCLES, "AgentDetachIT");
    }

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX", "WINE"})
    void shouldRecordEverythingAgainAfterItWasGone(AgentHost.Build build) {
        AgentHost.build(build, "AgentDetachIT");
        Path folder = Folders.fresh("agent-again-" + build.folder);
        Path truth = folder.resolve("truth.jsonl");
        Path trace = folder.resolve("capture.json");
        try (AgentHost host = AgentHost.start(build, folder, "--rate", "100", "--truth",
                truth.toString())) {
            assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: 0");
            host.ask("start", "started");
            host.ask("run " + BEFORE, "ran: ");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            host.ask("run " + BEFORE, "ran: ");
            assertThat(host.ask("attach", "attach: ")).isEqualTo("attach: 0");
            host.ask("run " + AGAIN, "ran: ");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            host.ask("totals", "totals: ");
            host.kill();
        }
        Jvm.fxprof("record", Folders.list(folder.resolve("segments")).getFirst().toString(), "-o",
                trace.toString()).run().succeeded();
        assertThat(AgentIT.difference(AgentTruth.read(truth).flatFrom(2 * BEFORE + MEETING),
                AgentCapture.read(trace).from(MEETING).flat())).isEmpty();
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

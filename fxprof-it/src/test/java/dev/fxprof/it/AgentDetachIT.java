package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentDetachIT {
    private static final int CYCLES = 50;
    private static final int BEFORE = 20;
    private static final int AGAIN = 60;
    private static final String MARK = "test:mark";

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
            host.ask("unlisted", "entered");
            host.ask("run " + BEFORE, "ran: ");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            host.ask("run " + BEFORE, "ran: ");
            assertThat(host.ask("attach", "attach: ")).isEqualTo("attach: 0");
            // Objects with tables of their own are met once more.
            host.ask("run 2", "ran: ");
            host.type("event " + MARK);
            host.ask("run " + AGAIN, "ran: ");
            host.ask("unlisted", "entered");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            host.ask("totals", "totals: ");
            host.kill();
        }
        Jvm.fxprof("record", Folders.list(folder.resolve("segments")).getFirst().toString(), "-o",
                trace.toString()).run().succeeded();
        List<String> found = afterMark(AgentCapture.read(trace).flat());
        assertThat(found.removeLast()).contains(" unlisted:event");
        List<String> expected = afterMark(AgentTruth.read(truth).flat());
        assertThat(expected).hasSizeGreaterThan(AGAIN);
        assertThat(AgentIT.difference(expected, found)).isEmpty();
    }

    private static List<String> afterMark(List<String> lines) {
        List<String> marks = lines.stream().filter(line -> line.endsWith(MARK)).toList();
        return new ArrayList<>(
                lines.subList(lines.lastIndexOf(marks.getLast()) + 1, lines.size()));
    }

    /** What threads left behind that ended before belongs to a segment that is gone, and so is its address. */
    @Test
    void shouldForgetTheRingsOfThreadsThatEndedBefore() {
        AgentHost.Build build = AgentHost.Build.LINUX_SYMBOLS;
        AgentHost.build(build, "AgentDetachIT");
        try (AgentHost host = AgentHost.start(build, Folders.fresh("agent-ended-threads"), "--rate",
                "200")) {
            assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: 0");
            host.ask("start", "started");
            assertThat(host.ask("threads 3", "threads: ")).isEqualTo("threads: 3");
            assertThat(host.ask("status", "status: ")).contains("\"ringsWaiting\": 3,");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            assertThat(host.ask("crowd", "crowded")).isEqualTo("crowded");
            assertThat(host.ask("attach", "attach: ")).isEqualTo("attach: 0");
            host.ask("run 20", "ran: ");
            assertThat(host.ask("status", "status: ")).contains("\"ringsWaiting\": 0,");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            host.quit();
        }
    }

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX", "WINE"})
    void shouldServeACopyOfATable(AgentHost.Build build) {
        AgentHost.build(build, "AgentDetachIT");
        try (AgentHost host = AgentHost.start(build, Folders.fresh("agent-copied-" + build.folder),
                "--rate", "100")) {
            String before = host.ask("copied", "copied: ");
            assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: 0");
            assertThat(host.ask("copied", "copied: ")).isEqualTo(before);
            host.quit();
        }
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

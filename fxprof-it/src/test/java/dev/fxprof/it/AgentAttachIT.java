package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The program that puts the agent into a process that runs, under Wine. */
class AgentAttachIT {
    private static final AgentHost.Build WINE = AgentHost.Build.WINE;

    @Test
    void shouldPutTheAgentIntoAProcessThatRuns() {
        AgentHost.build(WINE, "AgentAttachIT");
        Path folder = Folders.fresh("agent-attach");
        try (AgentHost host = AgentHost.start(WINE, folder, "--rate", "100")) {
            String pid = host.await("ready: ").substring("ready: ".length()).strip();
            Command.Result early = attach(pid, WINE.agent(), "detach");
            assertThat(early.exit()).isEqualTo(3);
            assertThat(early.err()).contains("the agent is not in the process");

            assertThat(attach(pid, WINE.agent(), "attach").out()).contains("fxprof_attach: 0");
            assertThat(host.segments()).hasSize(1);
            host.ask("start", "started");
            host.ask("run 10", "ran: ");
            assertThat(attach(pid, WINE.agent(), "detach").out()).contains("fxprof_detach: 0");
            host.ask("run 10", "ran: ");
            host.quit();
        }
        assertThat(Folders.read(folder.resolve("agent.log")))
                .contains("fxprof: attached: ", "0 refused", "fxprof: detached: 0 slots chained");
    }

    @Test
    void shouldSayWhatIsWrong() {
        AgentHost.build(WINE, "AgentAttachIT");
        Command.Result nobody = attach("999999", WINE.agent(), "attach");
        assertThat(nobody.exit()).isEqualTo(3);
        assertThat(nobody.err()).contains("the process is not there");
        Command.Result nothing = attach("1", Path.of("none.dll"), "attach");
        assertThat(nothing.exit()).isEqualTo(2);
        assertThat(nothing.err()).contains("the library is not there");
        Command.Result here = Jvm.fxprof("hooks", "attach", "--pid", "1").run();
        assertThat(here.exit()).isEqualTo(3);
        assertThat(here.err()).contains("on Windows only");
    }

    private static Command.Result attach(String pid, Path library, String what) {
        List<String> words = new ArrayList<>(List.of("env"));
        AgentHost.wine().forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(List.of("wine",
                WINE.agent().resolveSibling("fxprof-attach.exe").toString(), pid,
                AgentHost.windows(library), what));
        return Command.of(words.toArray(String[]::new)).run();
    }
}

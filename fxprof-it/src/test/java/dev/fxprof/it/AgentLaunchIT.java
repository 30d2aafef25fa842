package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is started with the agent in it, under Wine. */
class AgentLaunchIT {
    private static final AgentHost.Build WINE = AgentHost.Build.WINE;
    private static final Path SERVER = WINE.home().resolve("fxserver-host.exe");
    private static final int TICKS = 20;
    /** Of x86-64, and of 32-bit x86, in the header of a program. */
    private static final int WIDE = 0x8664;
    private static final int NARROW = 0x14c;

    /** Both ways by which a server may find the function that the agent waits for. */
    @ParameterizedTest
    @ValueSource(strings = {"", "CoreFxFindFirstImpl"})
    void shouldRecordFromTheFirstScriptOn(String lookup) {
        AgentHost.build(WINE, "AgentLaunchIT");
        Path folder = Folders.fresh("agent launch" + lookup);
        Path truthFile = folder.resolve("the truth.jsonl");
        List<String> events = List.of("say:\"quoted\"", "back\\\\slashed\\", "\\\"");
        try (AgentHost host = AgentHost.launched(folder, SERVER, "--rate", "200", "--truth",
                truthFile.toString(), "--lookup", lookup, "--say", "start", "--say",
                "event " + events.get(0), "--say", "event " + events.get(1), "--say",
                "event " + events.get(2))) {
            host.await("started");
            host.ask("run " + TICKS, "ran: ");
            host.type("quit 7");
            host.await("totals: ");
            host.awaitExit(7);
            assertThat(host.lines()).anyMatch(line -> line.matches(
                    "fxprof: process (\\d+); fxprof record \\1 records it from its first resource on"));
        }
        Path trace = folder.resolve("capture.json");
        Jvm.fxprof("record", Folders.list(folder.resolve("segments")).getFirst().toString(), "-o",
                trace.toString()).run().succeeded();
        AgentTruth truth = AgentTruth.read(truthFile);
        assertThat(truth.entries.stream().map(AgentTruth.Entry::name)).containsAll(events);
        assertThat(AgentIT.difference(truth.flat(), AgentCapture.read(trace).flat())).isEmpty();
        assertThat(Folders.read(folder.resolve("agent.log"))).contains("fxprof: attached: ")
                .contains(", 0 refused; ").doesNotContain("not attached");
    }

    @Test
    void shouldSayWhyAProgramIsNotLaunched() throws IOException {
        AgentHost.build(WINE, "AgentLaunchIT");
        Path folder = Folders.fresh("agent-launch-refused");
        byte[] program = Files.readAllBytes(SERVER);
        int machine = (program[0x3c] & 0xff | (program[0x3d] & 0xff) << 8) + 4;
        assertThat(program[machine] & 0xff | (program[machine + 1] & 0xff) << 8).isEqualTo(WIDE);
        program[machine] = (byte) NARROW;
        program[machine + 1] = (byte) (NARROW >> 8);
        Path narrow = Files.write(folder.resolve("narrow.exe"), program);
        assertRefused(folder, narrow, "the program is not one for x86-64");
        assertRefused(folder, folder.resolve("none.exe"), "the program is not there");
        assertRefused(folder, Files.writeString(folder.resolve("text.exe"), "no program"),
                "is no program of Windows");
    }

    private static void assertRefused(Path folder, Path program, String reason) {
        try (AgentHost host = AgentHost.launched(folder, program)) {
            host.await(line -> line.contains(reason), reason, 1);
            host.awaitExit(2);
            assertThat(host.lines()).hasSize(1);
            assertThat(host.segments()).isEmpty();
        }
    }

    @Test
    void shouldLaunchTheGameServerOnlyAndOnWindowsOnly() {
        Command.Result monitor = Jvm.fxprof("hooks", "launch", "FXServer.exe", "+set", "x", "1")
                .run();
        assertThat(monitor.exit()).isEqualTo(2);
        assertThat(monitor.err()).contains("do not hold +exec", "txAdmin monitor");
        Command.Result here = Jvm.fxprof("hooks", "launch", "--methods", "garage", "--",
                "FXServer.exe", "+exec", "server.cfg", "--odd").run();
        assertThat(here.exit()).isEqualTo(3);
        assertThat(here.err()).contains("on Windows only");
    }
}

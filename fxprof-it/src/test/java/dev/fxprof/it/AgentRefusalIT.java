package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where an agent does not find exactly what it expects, it lets everything be, and says why in a line. */
class AgentRefusalIT {
    private static final AgentHost.Build LINUX = AgentHost.Build.LINUX;

    private static Stream<Arguments> strangeBuilds() {
        return Stream.of(
                Arguments.of(AgentHost.Build.OLDER_IID, "runtime handler cannot be hooked"),
                Arguments.of(AgentHost.Build.SHIFTED, "runtime handler cannot be hooked"),
                Arguments.of(AgentHost.Build.NO_EXPORTS, "CoreRT does not export"));
    }

    @ParameterizedTest
    @MethodSource("strangeBuilds")
    void shouldRefuseABuildThatIsNotAsExpected(AgentHost.Build build, String reason) {
        AgentHost.build(build, "AgentRefusalIT");
        Path folder = Folders.fresh("agent-" + build.folder);
        try (AgentHost host = AgentHost.start(build, folder, "--rate", "100")) {
            assertRefused(host, build, folder, reason);
        }
    }

    private static void assertRefused(AgentHost host, AgentHost.Build build, Path folder,
            String... reasons) {
        assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: -1");
        assertThat(Folders.read(folder.resolve("agent.log")).lines()).last().asString()
                .startsWith("fxprof: not attached: ").contains(reasons);
        assertThat(host.ask("status", "status: ")).contains("\"attached\": false",
                "\"slots\": 0");
        assertThat(host.segments()).isEmpty();
        host.ask("start", "started");
        host.ask("run 10", "ran: ");
        host.quit();
    }

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX", "WINE"})
    void shouldRefuseASlotThatSomebodyElseHas(AgentHost.Build build) {
        AgentHost.build(build, "AgentRefusalIT");
        Path folder = Folders.fresh("agent-taken-" + build.folder);
        try (AgentHost host = AgentHost.start(build, folder, "--rate", "100")) {
            host.ask("chain", "chained");
            String before = host.ask("slots", "slots: ");
            // Without PushRuntime nobody knows whose natives are called.
            assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: -1");
            assertThat(host.ask("slots", "slots: ")).isEqualTo(before);
            assertThat(host.segments()).isEmpty();
            assertThat(Folders.read(folder.resolve("agent.log")).lines())
                    .filteredOn(line -> line.contains("IScriptRuntimeHandler.PushRuntime"))
                    .singleElement().asString().contains("refused", "does not hold code of");
            host.ask("start", "started");
            host.ask("run 10", "ran: ");
            host.ask("unchain", "unchained");
            host.ask("run 10", "ran: ");
            host.quit();
        }
    }

    @Test
    void shouldRefuseWhereAnotherAgentIs() throws IOException {
        AgentHost.build(LINUX, "AgentRefusalIT");
        Path folder = Folders.fresh("agent-second");
        Path second = Files.copy(LINUX.agent(), folder.resolve("libsecond.so"));
        try (AgentHost host = AgentHost.start(LINUX, folder, "--rate", "100")) {
            assertThat(host.ask("attach " + LINUX.agent(), "attach: ")).isEqualTo("attach: 0");
            assertThat(host.ask("attach", "attach: ")).isEqualTo("attach: 1");
            assertThat(host.ask("attach " + second, "attach: ")).isEqualTo("attach: -1");
            host.ask("start", "started");
            host.ask("run 10", "ran: ");
            host.quit();
        }
        assertThat(Folders.read(folder.resolve("agent.log"))).contains(
                "not attached: another agent records this process already");
    }

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX", "WINE"})
    void shouldRefuseAProcessThatIsNoServer(AgentHost.Build build) {
        AgentHost.build(build, "AgentRefusalIT");
        Path folder = Folders.fresh("agent-stranger-" + build.folder);
        try (AgentHost stranger = AgentHost.stranger(build, folder)) {
            assertThat(stranger.await("attach: ")).isEqualTo("attach: -1");
            assertThat(stranger.await("status: ")).contains("this process is no game server");
        }
    }

    @Test
    void shouldRefuseAPageThatTheSystemDoesNotLetBeWritten() {
        AgentHost.build(LINUX, "AgentRefusalIT");
        Path folder = Folders.fresh("agent-guarded");
        try (AgentHost host = AgentHost.start(LINUX, folder, "--rate", "100")) {
            host.ask("guard handler", "guarded");
            assertRefused(host, LINUX, folder, "runtime handler cannot be hooked");
            assertThat(Folders.read(folder.resolve("agent.log")).lines())
                    .filteredOn(line -> line.contains("IScriptRuntimeHandler.PushRuntime"))
                    .singleElement().asString().contains("refused",
                            "does not let its page be written, in libcitizen-scripting-core.so");
        }
    }

    @Test
    void shouldHookWhatItMayWhereOnePageIsProtected() {
        AgentHost.build(LINUX, "AgentRefusalIT");
        Path folder = Folders.fresh("agent-guarded-lua");
        try (AgentHost host = AgentHost.start(LINUX, folder, "--rate", "100")) {
            host.ask("guard lua", "guarded");
            assertThat(host.ask("attach " + LINUX.agent(), "attach: ")).isEqualTo("attach: 0");
            assertThat(Folders.read(folder.resolve("agent.log")).lines())
                    .filteredOn(line -> line.contains("does not let its page be written"))
                    .hasSizeGreaterThan(1).allSatisfy(line -> assertThat(line)
                            .contains("refused", "libcitizen-scripting-lua.so"))
                    .doesNotHaveDuplicates();
            host.ask("start", "started");
            host.ask("run 10", "ran: ");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            host.ask("run 10", "ran: ");
            host.quit();
        }
    }

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX", "WINE"})
    void shouldNotGetIntoAProcessOfOtherBits(AgentHost.Build build) throws IOException {
        AgentHost.build(build, "AgentRefusalIT");
        Path folder = Folders.fresh("agent-bits-" + build.folder);
        Path narrow = Bits.narrow(build.agent(),
                folder.resolve(build.agent().getFileName().toString()));
        try (AgentHost host = AgentHost.start(build, folder, "--rate", "100")) {
            // The system's own words; error 193 says that a file is no program of this kind.
            assertThat(host.ask("attach " + narrow, "attach: "))
                    .containsAnyOf("wrong ELF class", "error 193");
            assertThat(host.ask("status", "status: ")).isEqualTo("status: no agent");
            assertThat(host.segments()).isEmpty();
            host.ask("start", "started");
            host.ask("run 10", "ran: ");
            host.quit();
        }
    }

    @Test
    void shouldAttachToTheGameServerAndNotToTheMonitor() throws IOException {
        AgentHost.build(LINUX, "AgentRefusalIT");
        Path folder = Folders.fresh("agent-component");
        Path home = Files.createDirectories(folder.resolve("server"));
        for (Path file : Folders.list(LINUX.home())) {
            if (Files.isRegularFile(file)) {
                Files.copy(file, home.resolve(file.getFileName()));
            }
        }
        Files.copy(LINUX.agent(), home.resolve("libfxprof-agent.so"));
        Folders.write(home.resolve("components.json"), Folders
                .read(LINUX.home().resolve("components.json")).replace("]", ", \"fxprof-agent\"]"));
        List<String> program = List.of(home.resolve("fxserver-host").toString());
        try (AgentHost server = AgentHost.start(LINUX, folder, program)) {
            server.await("ready: ");
            server.ask("start", "started");
            assertThat(server.segments()).hasSize(1);
            server.quit();
        }
        Path monitor = Folders.fresh("agent-monitor");
        try (AgentHost host = AgentHost.monitor(monitor, program)) {
            assertThat(host.await("fxprof: ")).contains("so it is the monitor");
            host.await("ready: ");
            assertThat(host.segments()).isEmpty();
            host.quit();
        }
    }
}

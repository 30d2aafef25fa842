package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent by the server's own list of libraries, put there and taken out by the command. */
class AgentInstallIT {
    private static final AgentHost.Build LINUX = AgentHost.Build.LINUX;

    @Test
    void shouldPutTheAgentIntoAServerAndTakeItOut() throws IOException {
        AgentHost.build(LINUX, "AgentInstallIT");
        Path folder = Folders.fresh("agent-install");
        Path home = Files.createDirectories(folder.resolve("artifact/alpine/opt/cfx-server"));
        for (Path file : Folders.list(LINUX.home())) {
            if (Files.isRegularFile(file)) {
                Files.copy(file, home.resolve(file.getFileName()));
            }
        }
        List<String> files = Folders.names(home);
        String components = Folders.read(home.resolve("components.json"));

        // Twice: the second brings up to date what the first put there.
        hooks(folder.resolve("artifact"));
        assertThat(hooks(folder.resolve("artifact")).out())
                .contains("libfxprof-agent.so is in place");
        assertThat(segments(home, folder)).hasSize(1);

        assertThat(hooks(folder.resolve("artifact"), "--remove").out())
                .contains("the agent is out");
        assertThat(hooks(folder.resolve("artifact"), "--remove").out()).contains("had no agent");
        assertThat(Folders.names(home)).isEqualTo(files);
        assertThat(Folders.read(home.resolve("components.json"))).isEqualTo(components);
        assertThat(segments(home, Folders.fresh("agent-removed"))).isEmpty();
    }

    /** The agent says in its log what it makes of a table, so the log shows whether it found one. */
    @Test
    void shouldHookByAddressOnlyWhereTheOwnerAsksForIt() throws IOException {
        AgentHost.build(LINUX, "AgentInstallIT");
        Path folder = Folders.fresh("agent-install-hooks");
        Path home = Files.createDirectories(folder.resolve("artifact"));
        for (Path file : Folders.list(LINUX.home())) {
            if (Files.isRegularFile(file)) {
                Files.copy(file, home.resolve(file.getFileName()));
            }
        }
        List<String> files = Folders.names(home);
        Path table = folder.resolve("table.json");
        Jvm.fxprof("hooks", "resolve", home.toString(), "-o", table.toString()).run().succeeded();
        Folders.write(table, Folders.read(table).replaceFirst("\"status\" : \"refused\"",
                "\"status\" : \"works\", \"way\" : \"address\""));

        hooks(home, "--hooks", table.toString());
        assertThat(segments(home, folder)).hasSize(1);
        assertThat(Folders.read(folder.resolve("agent.log")))
                .containsOnlyOnce("refused the table of hooks " + home);
        hooks(home);
        assertThat(Folders.names(home)).doesNotContain("fxprof-hooks.json");

        Folders.write(table, Folders.read(table).replace("\"linux\"", "\"windows\""));
        Command.Result other = Jvm.fxprof("hooks", "agent", home.toString(), "--hooks",
                table.toString()).run();
        Sentence.assertOnly(other, 2, "table.json is for windows, expected linux");
        hooks(home, "--remove");
        assertThat(Folders.names(home)).isEqualTo(files);
    }

    @Test
    void shouldSayWhatIsMissingInAFolder() {
        Path folder = Folders.fresh("agent-nowhere");
        Command.Result none = Jvm.fxprof("hooks", "agent", folder.toString()).run();
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("holds no server, expected CoreRT.dll");
        Folders.write(folder.resolve("libCoreRT.so"), "");
        Folders.write(folder.resolve("components.json"), "[\"citizen:scripting:core\"]");
        Command.Result lacking = Jvm.fxprof("hooks", "agent", folder.toString()).run();
        assertThat(lacking.exit()).isEqualTo(2);
        assertThat(lacking.err()).contains("does not list citizen:scripting:lua");
        assertThat(Folders.names(folder)).containsExactlyInAnyOrder("libCoreRT.so",
                "components.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"libCoreRT.so", "CoreRT.dll"})
    void shouldRefuseAServerOf32Bits(String core) throws IOException {
        AgentHost.build(LINUX, "AgentInstallIT");
        Path folder = Folders.fresh("agent-install-" + core);
        Path library = core.endsWith(".so") ? LINUX.agent() : AgentHost.Build.WINE.agent();
        Requirement.require(Files.exists(library), "AgentInstallIT", library + " was not built");
        Bits.narrow(library, folder.resolve(core));
        Files.copy(LINUX.home().resolve("components.json"), folder.resolve("components.json"));
        List<String> files = Folders.names(folder);

        Command.Result refused = Jvm.fxprof("hooks", "agent", folder.toString()).run();

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err().lines()).singleElement().asString()
                .contains(folder.resolve(core).toString(), "x86-64");
        assertThat(Folders.names(folder)).isEqualTo(files);
    }

    private static Command.Result hooks(Path artifact, String... more) {
        List<String> words = new ArrayList<>(
                List.of("hooks", "agent", artifact.toString()));
        words.addAll(List.of(more));
        return Jvm.fxprof(words.toArray(String[]::new)).run().succeeded();
    }

    /** The segments that a server makes by itself. */
    private static List<Path> segments(Path home, Path folder) {
        try (AgentHost server = AgentHost.start(LINUX, folder,
                List.of(home.resolve("fxserver-host").toString()))) {
            server.await("ready: ");
            server.ask("start", "started");
            List<Path> segments = server.segments();
            server.quit();
            return segments;
        }
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What docs/fxserver.md says to do, done on the stand-in. */
class FiveCommandsIT {
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Path PAGE = Folders.project().resolve("docs/fxserver.md");
    private static final List<String> LUA = List.of("deferred.lua", "scheduler.lua");

    @TempDir
    Path folder;

    /** An artifact in the layout of Linux, whose run.sh passes its own citizen folder. */
    private Path artifact() throws IOException {
        Path artifact = folder.resolve("artifact");
        Path citizen = artifact.resolve("alpine/opt/cfx-server/citizen");
        Path lua = Files.createDirectories(citizen.resolve("scripting/lua"));
        Path program = StandIn.Errors.CXX.program();
        for (String name : LUA) {
            Files.copy(Folders.project()
                    .resolve("fxprof-it/standin/citizen/scripting/lua").resolve(name),
                    lua.resolve(name));
        }
        Files.copy(program.resolveSibling("citizen/scripting/lua/natives_server.lua"),
                lua.resolve("natives_server.lua"));
        Path run = Files.writeString(artifact.resolve("run.sh"), "#!/bin/sh\nexec '" + program
                + "' +set citizen_dir '" + citizen + "/' +set standin_players 3 "
                + "+set fxprof_natives bank \"$@\"\n");
        assertThat(run.toFile().setExecutable(true)).isTrue();
        return artifact;
    }

    private static SortedMap<String, String> tree(Path root) throws IOException {
        SortedMap<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                tree.put(root.relativize(path).toString(),
                        Files.isDirectory(path) ? "folder" : Folders.read(path));
            }
        }
        return tree;
    }

    @Test
    void shouldGiveTheFirstAnswerInFiveCommands() throws IOException {
        StandIn.build("FiveCommandsIT");
        Path artifact = artifact();
        SortedMap<String, String> before = tree(artifact);
        Path data = StandIn.samples("five-commands");
        Matcher commands = COMMANDS.matcher(Files.readString(PAGE));
        assertThat(commands.find()).isTrue();
        assertThat(commands.group(1).lines()).hasSize(5);
        Path script = Files.writeString(folder.resolve("five.sh"), """
                set -e
                fxprof() { '%s' "$@"; }
                ARTIFACT='%s'; DATA='%s'
                trap 'kill $!' EXIT
                %s""".formatted(Command.launcher(), artifact, data, commands.group(1)));
        Command.Result result = Command.of("sh", script.toString())
                .like(Command.fxprof()).in(folder).run()
                .succeeded();

        assertThat(result.out()).contains("the overlay is there", "Resources", "Audit");
        JsonNode report = Command
                .fxprof("report", folder.resolve("capture.pftrace").toString(), "--json")
                .run().succeeded().json();
        assertThat(report.path("resources")).extracting(row -> row.path("name").asString())
                .contains("bank", "caller", "chat", "counted", "jobs", "slow", "state", "ticker");
        assertThat(report.path("exports")).anySatisfy(row -> {
            assertThat(row.path("resource").asString()).isEqualTo("bank");
            assertThat(row.path("name").asString()).isEqualTo("Audit");
        });
        assertThat(report.path("natives")).extracting(row -> row.path("resource").asString())
                .containsOnly("bank");
        assertThat(tree(artifact)).isEqualTo(before);
    }
}

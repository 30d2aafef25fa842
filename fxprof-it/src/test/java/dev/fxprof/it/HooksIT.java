package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code fxprof hooks} on the stand-in's citizen folder. */
class HooksIT {
    private static final Path STAND_IN = Folders.project().resolve("fxprof-it/standin/citizen");
    private static final String SCHEDULER = "scripting/lua/scheduler.lua";

    @TempDir
    Path folder;

    private Path server;
    private Path data;
    private Path overlay;

    @BeforeEach
    void makeServer() throws IOException {
        server = folder.resolve("server");
        data = folder.resolve("server data");
        overlay = data.resolve("fxprof-citizen");
        Files.createDirectories(data.resolve("resources"));
        Files.writeString(data.resolve("server.cfg"), "endpoint_add_tcp 0.0.0.0:30120\n");
        try (Stream<Path> all = Files.walk(STAND_IN)) {
            for (Path file : all.toList()) {
                Path to = server.resolve("citizen").resolve(STAND_IN.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    private Command hooks(String verb, String... more) {
        return Command.fxprof("hooks", verb, "--server", server.toString(), "--data",
                data.toString()).and(more);
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
    void shouldInstallVerifyAndRemoveWithoutATraceInTheServer() throws IOException {
        SortedMap<String, String> before = tree(folder);
        Command.Result installed = hooks("install").run().succeeded();

        assertThat(installed.out()).contains("patched " + SCHEDULER,
                "not patched: scripting/v8/main.js", "set citizen_dir \"" + overlay + "\"",
                "ensure fxprof");
        assertThat(data.resolve("resources/[fxprof]/fxprof/profiler.lua")).isRegularFile();
        Command.Result verified = hooks("verify").run().succeeded();
        assertThat(verified.out()).contains("known      " + SCHEDULER, ": made from these files");

        hooks("uninstall").run().succeeded();
        assertThat(tree(folder)).isEqualTo(before);
    }

    @Test
    void shouldPatchSoThatTheServerCanStillParseIt() {
        hooks("install").run().succeeded();

        Command.fxprof("lua", "check", overlay.toString()).run().succeeded();
        Command.fxprof("lua", "check", data.resolve("resources").toString()).run()
                .succeeded();
    }

    @Test
    void shouldSayAllThatAsJson() {
        JsonNode installed = hooks("install", "--json").run().succeeded().json();
        assertThat(installed.path("schema").asString()).isEqualTo("fxprof/hooks-install/1");
        assertThat(installed.path("overlay").path("before").asString()).isEqualTo("nothing");
        assertThat(installed.path("overlay").path("patched").path(0).path("file").asString())
                .isEqualTo(SCHEDULER);
        assertThat(installed.path("serverCfg").path(1).asString()).isEqualTo("ensure fxprof");

        JsonNode verified = hooks("verify", "--json").run().succeeded().json();
        assertThat(verified.path("state").asString()).isEqualTo("current");
        assertThat(verified.path("files").path(0).path("status").asString()).isEqualTo("known");

        JsonNode removed = hooks("uninstall", "--json").run().succeeded().json();
        assertThat(removed.path("overlay").path("files").asInt())
                .isEqualTo(installed.path("overlay").path("files").asInt() + 1);
    }

    @Test
    void shouldRefuseASchedulerItDoesNotKnowAndLeaveNothing() throws IOException {
        Path scheduler = server.resolve("citizen").resolve(SCHEDULER);
        Files.writeString(scheduler, Files.readString(scheduler)
                .replace("coroutine_yield(AwaitSentinel)", "coroutine_yield(AwaitMark)"));
        SortedMap<String, String> before = tree(folder);

        Command.Result refused = hooks("install").run();
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err().lines()).last().asString()
                .startsWith("fxprof: " + scheduler.toRealPath())
                .contains("anchor await-yield: expected 1 line");
        Command.Result verified = hooks("verify").run();
        assertThat(verified.exit()).isEqualTo(3);
        assertThat(verified.out()).contains("refused    " + SCHEDULER + ": anchor await-yield");
        assertThat(tree(folder)).isEqualTo(before);
    }

    @Test
    void shouldTellAnUpdatedServerFromTheOneItWasMadeFrom() throws IOException {
        hooks("install").run().succeeded();
        Path scheduler = server.resolve("citizen").resolve(SCHEDULER);
        Files.writeString(scheduler, Files.readString(scheduler) + "\n-- a newer server\n");

        Command.Result verified = hooks("verify").run();
        assertThat(verified.exit()).isEqualTo(1);
        assertThat(verified.out()).contains("patchable  " + SCHEDULER, "install again");
        assertThat(hooks("install").run().succeeded().out()).contains("have changed since");
        hooks("verify").run().succeeded();
    }

    @Test
    void shouldSayWhatIsWrongWithWhatItWasGiven() {
        assertSentence(Command.fxprof("hooks").run(), "hooks needs a command");
        assertSentence(Command.fxprof("hooks", "verify", "--server", server.toString())
                .run(), "--data or --overlay is needed");
        assertSentence(Command.fxprof("hooks", "verify", "--server", data.toString(), "--data",
                data.toString()).run(), "is no server artifact");
        assertSentence(Command.fxprof("hooks", "install", "--server", server.toString(), "--data",
                server.toString()).run(), "is no server data folder");
    }

    private static void assertSentence(Command.Result result, String part) {
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err().lines()).singleElement().asString().contains(part);
    }
}

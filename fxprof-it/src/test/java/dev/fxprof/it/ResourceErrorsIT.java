package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ResourceErrorsIT {
    private static final int INPUT = 2;
    private static final String MANIFEST = "fx_version 'cerulean'\nserver_script 'main.lua'\n";

    @TempDir
    private Path folder;

    private void resource(String name, String manifest, String script) {
        Folders.write(folder.resolve("resources").resolve(name).resolve("fxmanifest.lua"),
                manifest);
        Folders.write(folder.resolve("resources").resolve(name).resolve("main.lua"), script);
    }

    private Command.Result run() {
        return Command.simulate("--resources", folder.resolve("resources").toString(),
                "--players", "0", "--duration", "3t", "--json", "--log", "--out",
                folder.resolve("out").toString()).run();
    }

    /** The reason why one of two resources does not run; the other one does. */
    private String reasonBesideAHealthyOne(String broken) {
        resource("healthy", MANIFEST, "print('healthy runs')");
        Command.Result result = run().succeeded();
        Sentence.assertNoStackTrace(result);
        JsonNode json = result.json();
        assertThat(result.err()).contains("[script:healthy] healthy runs");
        assertThat(json.path("resources").asInt()).isEqualTo(1);
        assertThat(json.path("ticks").asInt()).isEqualTo(3);
        assertThat(json.path("failedResources")).hasSize(1);
        JsonNode failed = json.path("failedResources").get(0);
        assertThat(failed.path("resource").asString()).isEqualTo(broken);
        return failed.path("reason").asString();
    }

    @Test
    void shouldNameAMissingFolder() {
        Sentence.assertOnly(run(), INPUT, folder.resolve("resources").toString());
    }

    @Test
    void shouldNameAFolderWithoutResources() {
        Folders.write(folder.resolve("resources/readme.txt"), "nothing to run");
        Sentence.assertOnly(run(), INPUT, folder.resolve("resources").toString(),
                "fxmanifest.lua");
    }

    @Test
    void shouldNamePlaceOfASyntaxErrorInAManifest() {
        resource("broken", "fx_version 'cerulean'\n\nserver_script = = 'main.lua'\n", "");
        assertThat(reasonBesideAHealthyOne("broken")).contains("broken/fxmanifest.lua:3")
                .hasLineCount(1);
    }

    @Test
    void shouldSayThatAManifestLacksItsVersion() {
        resource("broken", "server_script 'main.lua'\n", "");
        assertThat(reasonBesideAHealthyOne("broken")).contains("broken/fxmanifest.lua",
                "fx_version");
    }

    @Test
    void shouldNameThePlaceOfASyntaxErrorInAScript() {
        resource("broken", MANIFEST, "local a = 1\nlocal b = 2\nif a then then\nend\n");
        assertThat(reasonBesideAHealthyOne("broken")).contains("broken/main.lua:3")
                .hasLineCount(1);
    }

    @Test
    void shouldNameAScriptThatDoesNotExist() {
        resource("broken", "fx_version 'cerulean'\nserver_script 'gone.lua'\n", "");
        assertThat(reasonBesideAHealthyOne("broken")).contains("gone.lua");
    }

    @Test
    void shouldSayThatAScriptIsEncrypted() {
        resource("broken", MANIFEST, "FXAP\u0001\u0002\u0003");
        assertThat(reasonBesideAHealthyOne("broken")).contains("broken/main.lua", "escrow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main.js", "main.net.dll"})
    void shouldSayThatALanguageDoesNotRunHere(String script) {
        resource("broken", "fx_version 'cerulean'\nserver_script '" + script + "'\n", "");
        Folders.write(folder.resolve("resources/broken").resolve(script), "");
        assertThat(reasonBesideAHealthyOne("broken")).contains("broken/" + script);
    }

    @Test
    void shouldNameADependencyThatIsMissing() {
        resource("broken", MANIFEST + "dependency 'nothing_such'\n", "");
        assertThat(reasonBesideAHealthyOne("broken")).contains("nothing_such");
    }

    @Test
    void shouldFailWhenNoResourceStarts() throws IOException {
        resource("broken", MANIFEST, "this is not Lua\n");
        Command.Result result = run();
        Sentence.assertLast(result, INPUT, "broken/main.lua:1");
        Path trace = folder.resolve("out/profiler_trace.json");
        assertThat(!Files.exists(trace) || TraceReader.isClosed(trace))
                .as("no half-written trace is left").isTrue();
    }
}

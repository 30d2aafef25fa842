package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LuaCheckIT {
    @TempDir
    Path folder;

    @BeforeEach
    void writeScripts() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("[core]/shop"));
        Files.writeString(inner.resolve("server.lua"), """
                local price <const> = `bread` /* hash */
                stock[item] -= 1
                local owner = shops[id]?.owner?.name
                """);
        Files.writeString(inner.resolve("broken.lua"), "function f()\n  x = = 1\nend\n");
        Files.writeString(inner.resolve("sold.lua"), "FXAP\u0001\u0002");
        Files.writeString(inner.resolve("read.me"), "no Lua");
    }

    @Test
    void shouldNameEachFileAndWhereItFails() {
        Command.Result result = Command.fxprof("lua", "check", folder.toString()).run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out().lines()).containsExactly(
                "failed  " + folder.resolve("[core]/shop/broken.lua")
                        + ":2:7: unexpected symbol near '='",
                "parsed  " + folder.resolve("[core]/shop/server.lua"),
                "escrow  " + folder.resolve("[core]/shop/sold.lua")
                        + " is encrypted and cannot be read",
                "3 files: 1 parsed, 1 failed, 1 escrowed");
    }

    @Test
    void shouldGiveTheSameAsJson() throws IOException {
        JsonNode json = Command.fxprof("lua", "check", folder.toString(), "--json").run()
                .json();

        assertThat(json.path("files").asInt()).isEqualTo(3);
        assertThat(json.path("escrowed").asInt()).isEqualTo(1);
        assertThat(json.path("parsed").asInt()).isEqualTo(1);
        JsonNode failed = json.path("failed").path(0);
        assertThat(failed.path("file").asString()).endsWith("broken.lua");
        assertThat(failed.path("line").asInt()).isEqualTo(2);
        assertThat(failed.path("column").asInt()).isEqualTo(7);

        Files.delete(folder.resolve("[core]/shop/broken.lua"));
        Command.fxprof("lua", "check", folder.toString()).run().succeeded();
    }

    @Test
    void shouldSayInOneSentenceWhatIsMissing() {
        Command.Result none = Command.fxprof("lua", "check", "nowhere").run();
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("nowhere does not exist: expected a folder");
        assertThat(Command.fxprof("lua").run().exit()).isEqualTo(2);
    }
}

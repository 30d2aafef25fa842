package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Resources that would take the server down: each is named with its line, and the others run on. */
class HostileScriptsIT {
    private static final int MEGABYTE = 1 << 20;
    private static final int NESTED = 100_000;

    @TempDir
    Path folder;

    private void resource(String name, byte[] script) throws IOException {
        Path resource = Files.createDirectories(folder.resolve(name));
        Files.writeString(resource.resolve("fxmanifest.lua"),
                "fx_version 'cerulean'\nserver_script 'server.lua'\n");
        Files.write(resource.resolve("server.lua"), script);
    }

    private void resource(String name, String script) throws IOException {
        resource(name, script.getBytes());
    }

    private void writeAll() throws IOException {
        byte[] noise = new byte[MEGABYTE];
        new Random(7).nextBytes(noise);
        resource("noise", noise);
        resource("brackets", "x = " + "(".repeat(NESTED));
        resource("endless", "\nx = '" + "a".repeat(MEGABYTE));
        resource("load", "\nwhile true do end");
        resource("tick", "CreateThread(function()\nwhile true do end end)");
        resource("inner", "CreateThread(function() coroutine.wrap(function()\n"
                + "while true do end end)() end)");
        resource("guarded", "CreateThread(function()\nwhile true do "
                + "pcall(function() while true do end end) end end)");
        resource("huge", "CreateThread(function()\nreturn #string.rep('x', 1e10) end)");
        resource("tables",
                "\nCreateThread(function() local t = {} while true do t[#t + 1] = {} end end)");
        resource("hoard", "\nlocal t = {} CreateThread(function() "
                + "while true do t[#t + 1] = { {}, {} } end end)");
        resource("doubling",
                "\nCreateThread(function() local s = 'x' while true do s = s .. s end end)");
        resource("repeated", "\nCreateThread(function() local t = {} "
                + "while true do t[#t + 1] = string.rep('x', 2^20) end end)");
        resource("good", "CreateThread(function() for i = 1, 30 do Wait(0) end print('done') end)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"luaj", "lua54"})
    void shouldBeNamedAndStoppedWhileTheOthersRunOn(String engine) throws IOException {
        writeAll();

        Command.Result result = Command.simulate("--engine", engine, "--resources",
                folder.toString(), "--players", "0", "--duration", "60t", "--script-limit", "1",
                "--trace", "none", "--log", "--json", "--out",
                Folders.fresh("hostile-" + engine).toString())
                .with("FXPROF_JAVA_OPTS",
                        "-XX:-AlwaysPreTouch -XX:TieredStopAtLevel=1 -Xms128m -Xmn64m -Xmx256m")
                .run()
                .succeeded();

        assertThat(result.errors()).contains("[script:good] done");
        List<String> failed = new ArrayList<>();
        JsonNode json = result.json();
        json.path("failedResources").forEach(f -> failed.add(f.path("resource").asString() + " "
                + f.path("reason").asString()));
        assertThat(failed).anyMatch(line -> line.startsWith("noise "))
                .anyMatch(line -> line.startsWith("brackets ") && line.contains("nested levels"))
                .anyMatch(line -> line.startsWith("endless ") && line.contains("unfinished"));
        assertThat(result.errors()).anyMatch(line -> line.contains("@huge/server.lua:2: "));
        for (String name : new String[]{"load", "tick", "inner", "guarded", "tables", "hoard",
                "doubling", "repeated"}) {
            assertThat(result.errors()).as(name).anyMatch(line -> line.contains(
                    "@" + name + "/server.lua:2: ") && line.contains("script stopped"));
        }
    }
}

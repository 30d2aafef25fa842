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

    private void writeAll(boolean withMemory) throws IOException {
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
        if (withMemory) {
            resource("tables",
                    "CreateThread(function() local t = {}\nwhile true do t[#t + 1] = {} end end)");
            resource("doubling",
                    "CreateThread(function() local s = 'x'\nwhile true do s = s .. s end end)");
        }
        resource("good", "CreateThread(function() for i = 1, 30 do Wait(0) end print('done') end)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"luaj", "lua54"})
    void shouldBeNamedAndStoppedWhileTheOthersRunOn(String engine) throws IOException {
        boolean withMemory = engine.equals("lua54");
        writeAll(withMemory);

        Command.Result result = Command.simulate("--engine", engine, "--resources",
                folder.toString(), "--players", "0", "--duration", "60t", "--script-limit", "1",
                "--trace", "none", "--log", "--json", "--out",
                Folders.fresh("hostile-" + engine).toString()).run().succeeded();

        assertThat(result.errors()).contains("[script:good] done");
        List<String> failed = new ArrayList<>();
        JsonNode json = result.json();
        json.path("failedResources").forEach(f -> failed.add(f.path("resource").asString() + " "
                + f.path("reason").asString()));
        assertThat(failed).anyMatch(line -> line.startsWith("noise "))
                .anyMatch(line -> line.startsWith("brackets ") && line.contains("nested levels"))
                .anyMatch(line -> line.startsWith("endless ") && line.contains("unfinished"));
        for (String name : new String[]{"load", "tick", "inner", "guarded", "huge"}) {
            assertThat(result.errors()).as(name).anyMatch(
                    line -> line.contains("@" + name + "/server.lua:2: "));
        }
        if (withMemory) {
            for (String name : new String[]{"tables", "doubling"}) {
                assertThat(result.errors()).as(name).anyMatch(line -> line.contains(
                        "@" + name + "/server.lua:2: ") && line.contains("script stopped"));
            }
        }
    }
}

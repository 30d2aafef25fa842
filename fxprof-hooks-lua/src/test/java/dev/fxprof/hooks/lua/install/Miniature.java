package dev.fxprof.hooks.lua.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server artifact with little in it. */
final class Miniature {
    static final String SCHEDULER = "scripting/lua/scheduler.lua";
    static final String NATIVES = "scripting/lua/natives_server.lua";

    private Miniature() {
    }

    static String text(String name) {
        try (InputStream in = Miniature.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes a citizen folder and gives it. */
    static Path citizen(Path folder) throws IOException {
        Path lua = Files.createDirectories(folder.resolve("scripting/lua"));
        Files.writeString(lua.resolve("scheduler.lua"), text("scheduler.lua"));
        Files.writeString(lua.resolve("natives_server.lua"), text("natives_server.lua"));
        Files.writeString(lua.resolve("deferred.lua"), "promise = {}\n");
        Path system = Files.createDirectories(folder.resolve("system_resources/monitor"));
        Files.write(system.resolve("picture.bin"), new byte[]{0, -1, 13, 10, 26});
        return folder;
    }
}

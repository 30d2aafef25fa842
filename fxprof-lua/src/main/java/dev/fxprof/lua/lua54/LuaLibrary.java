package dev.fxprof.lua.lua54;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Finds the library of Lua 5.4 for this platform on the class path. */
final class LuaLibrary {
    private LuaLibrary() {
    }

    /** Why Lua 5.4 cannot run here, or null if it can. */
    static String problem() {
        String os = os();
        if (os.isEmpty()) {
            return "the engine lua54 needs Linux or macOS: the library for "
                    + System.getProperty("os.name") + " does not export Lua's functions";
        }
        if (LuaLibrary.class.getResource(resource()) == null) {
            return "the engine lua54 has no library for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch");
        }
        return null;
    }

    private static String os() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("linux") ? "linux" : name.contains("mac") ? "mac" : "";
    }

    private static String resource() {
        boolean isArm = System.getProperty("os.arch").equals("aarch64");
        return "/liblua54" + (isArm ? "arm64" : "64") + (os().equals("mac") ? ".dylib" : ".so");
    }

    /** Loads the library for as long as the process lives. */
    @SuppressWarnings("restricted")
    static SymbolLookup load() {
        try (InputStream in = LuaLibrary.class.getResourceAsStream(resource())) {
            Path file = Files.createTempFile("fxprof-lua54", ".so");
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            SymbolLookup symbols = SymbolLookup.libraryLookup(file, Arena.global());
            // The mapping keeps the content; a file left behind would be one a run.
            Files.delete(file);
            return symbols;
        } catch (IOException e) {
            throw new UncheckedIOException("the library of the engine lua54 cannot be unpacked: "
                    + e.getMessage(), e);
        }
    }
}

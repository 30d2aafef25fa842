package dev.fxprof.hooks.lua.install;

import dev.fxprof.hooks.lua.bundle.LuaBundle;
import java.nio.charset.StandardCharsets;

/**
 * What goes on top of patched files.
 *
 * @param version version of fxprof that patches
 */
record Blocks(String version) {
    /** The block of a file, one char a byte. */
    String top(PatchTable table, byte[] original) {
        String text = "-- " + table.file() + " as patched by fxprof " + version
                + "; the original has SHA-256 " + Sha256.of(original) + "\n"
                + LuaBundle.block(table.block());
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}

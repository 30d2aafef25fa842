package dev.fxprof.lua.luaj;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** The files that a VM has open. */
final class FileTable {
    private final Set<LuaFile> open = new LinkedHashSet<>();

    void add(LuaFile file) {
        open.add(file);
    }

    void remove(LuaFile file) {
        open.remove(file);
    }

    /** Writes what scripts have left unwritten, as C does at exit. */
    void closeAll() {
        for (LuaFile file : open) {
            try {
                file.close();
            } catch (IOException _) {
                // Nobody is left to tell.
            }
        }
        open.clear();
    }
}

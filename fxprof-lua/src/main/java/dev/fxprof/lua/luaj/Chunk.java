package dev.fxprof.lua.luaj;

import dev.fxprof.lua.common.ChunkName;
import org.luaj.vm2.LuaString;

/**
 * The name of a chunk in its three forms.
 *
 * @param name as the loader gave it
 * @param shown as messages show it
 * @param source as LuaJ puts it before the line number
 */
record Chunk(String name, String shown, LuaString source) {
    static Chunk of(String name) {
        String shown = ChunkName.shown(name.replace(ErrorHook.END_OF_SOURCE, '?'));
        return new Chunk(name, shown, Text.toLua(shown + ErrorHook.END_OF_SOURCE));
    }
}

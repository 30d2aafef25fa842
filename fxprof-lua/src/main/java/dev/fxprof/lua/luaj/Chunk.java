package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaString;

/**
 * The name of a chunk in its three forms.
 *
 * @param name as the loader gave it
 * @param shown as messages show it
 * @param source as LuaJ puts it before the line number
 */
record Chunk(String name, String shown, LuaString source) {
    private static final int LONGEST = 60;

    static Chunk of(String name) {
        String shown = shown(name.replace(ErrorHook.END_OF_SOURCE, '?'));
        return new Chunk(name, shown, Text.toLua(shown + ErrorHook.END_OF_SOURCE));
    }

    private static String shown(String name) {
        if (name.startsWith("@")) {
            return name;
        }
        if (name.startsWith("=")) {
            return name.substring(1);
        }
        int end = name.indexOf('\n');
        String line = end < 0 ? name : name.substring(0, end);
        boolean cut = end >= 0 || line.length() > LONGEST;
        String kept = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
        return "[string \"" + kept + (cut ? "..." : "") + "\"]";
    }
}

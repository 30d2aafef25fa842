package dev.fxprof.lua.common;

/** How messages show the name of a chunk. */
public final class ChunkName {
    /** LUA_IDSIZE less the final zero, and what is left of it within [string "..."]. */
    private static final int LONGEST = 59;
    private static final int LONGEST_LINE = 44;
    private static final String CUT = "...";

    private ChunkName() {
    }

    /**
     * The name of a chunk, whole if it is a file's.
     *
     * @param name as the loader gave it
     * @return a file with its {@code @}, or the first line of the source
     */
    public static String shown(String name) {
        if (name.startsWith("@")) {
            return name;
        }
        if (name.startsWith("=")) {
            return name.substring(1);
        }
        int end = name.indexOf('\n');
        String line = end < 0 ? name : name.substring(0, end);
        boolean isCut = end >= 0 || line.length() > LONGEST_LINE;
        String kept = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
        return "[string \"" + kept + (isCut ? CUT : "") + "\"]";
    }

    /**
     * The name of a chunk as Lua's own messages show it, no longer than 59 characters (luaO_chunkid).
     *
     * @param name as the loader gave it
     * @return the end of a long file name, else the beginning
     */
    public static String inMessages(String name) {
        String shown = shown(name);
        if (shown.length() <= LONGEST) {
            return shown;
        }
        return name.startsWith("@")
                ? CUT + shown.substring(shown.length() - LONGEST + CUT.length())
                : shown.substring(0, LONGEST);
    }
}

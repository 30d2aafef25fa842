package dev.fxprof.lua.common;

/** How messages show the name of a chunk. */
public final class ChunkName {
    private static final int LONGEST = 60;

    private ChunkName() {
    }

    /**
     * The name of a chunk as messages show it.
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
        boolean cut = end >= 0 || line.length() > LONGEST;
        String kept = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
        return "[string \"" + kept + (cut ? "..." : "") + "\"]";
    }
}

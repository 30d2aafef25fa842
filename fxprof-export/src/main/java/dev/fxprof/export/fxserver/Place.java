package dev.fxprof.export.fxserver;

/**
 * Where a function stands: its file as Lua abbreviates it, and its first line.
 *
 * @param file {@code @resource/path.lua}; the end of that after {@value #CUT} if it is longer than Lua
 *     writes; empty if it stands in no file
 * @param line first line, or 0 if unknown
 */
record Place(String file, int line) {
    /** What stands for the beginning of a name that was too long: source lobject.c, luaO_chunkid. */
    static final String CUT = "...";

    /** The resource that scripts of the server itself are billed to. */
    static final String CITIZEN = "citizen";

    static final Place NONE = new Place("", 0);

    private static final String CITIZEN_FILES = "citizen:/";

    /** {@code FILE[12..34]}, or null if the text is none. */
    static Place ofRange(String text) {
        int bracket = text.lastIndexOf('[');
        int dots = text.indexOf("..", bracket + 1);
        if (bracket < 1 || dots < 0 || !text.endsWith("]")) {
            return null;
        }
        int line = number(text, bracket + 1, dots);
        if (line == Integer.MIN_VALUE
                || number(text, dots + 2, text.length() - 1) == Integer.MIN_VALUE) {
            return null;
        }
        return of(text.substring(0, bracket), line);
    }

    /** A file of a name as Lua abbreviates it. */
    static Place of(String source, int line) {
        if (source.startsWith(CITIZEN_FILES)) {
            return new Place("@" + source, Math.max(0, line));
        }
        return source.startsWith("@") || source.startsWith(CUT)
                ? new Place(source, Math.max(0, line))
                : NONE;
    }

    /** A decimal number, or the lowest one if it is none. */
    static int number(String text, int from, int to) {
        try {
            return Integer.parseInt(text, from, to, 10);
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            return Integer.MIN_VALUE;
        }
    }

    boolean isCut() {
        return file.startsWith(CUT);
    }

    /** The resource whose file it is, or null if that is not said. */
    String owner() {
        if (!file.startsWith("@")) {
            return null;
        }
        if (file.startsWith(CITIZEN_FILES, 1)) {
            return CITIZEN;
        }
        int slash = file.indexOf('/');
        String owner = slash < 0 ? file.substring(1) : file.substring(1, slash);
        return owner.isEmpty() ? null : owner;
    }

    /** Name of the file and the line. */
    String brief() {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return line > 0 ? name + ":" + line : name;
    }
}

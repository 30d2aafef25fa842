package dev.fxprof.hooks.lua.install;

/**
 * A place in a source file.
 *
 * @param name name for people
 * @param region name of the region it lies in, or empty for the whole file
 * @param line pattern of its line, or empty for the end of the file
 * @param times how many lines match, 1 or more
 * @param placement where the text goes
 * @param text what goes there, with the pattern's variables; empty if the line must only be there
 */
record Anchor(String name, String region, String line, int times, Placement placement,
        String text) {
    /** Where an anchor's text goes. */
    enum Placement {
        /** A line of its own before the anchor's. */
        BEFORE,
        /** A line of its own after the anchor's. */
        AFTER,
        /** Instead of the anchor's line. */
        REPLACE,
        /** A line of its own at the end of the file. */
        END
    }
}

package dev.fxprof.hooks.win64.pe;

import java.io.IOException;

/** The names of a table: a damaged one could name the same long text over and over. */
final class Names {
    private static final int LONGEST = 1 << 16;
    private static final int MOST_BYTES = 32 << 20;

    private final PeImage image;
    private long read;

    Names(PeImage image) {
        this.image = image;
    }

    String at(long rva, String what) throws IOException {
        long at = image.offset(rva);
        String name = image.file().text(at, LONGEST, what);
        read += name.length();
        if (read > MOST_BYTES) {
            throw image.file().malformed(at, "names of at most " + MOST_BYTES + " bytes in all");
        }
        return name;
    }
}

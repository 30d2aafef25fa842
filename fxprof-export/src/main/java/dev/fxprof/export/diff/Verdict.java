package dev.fxprof.export.diff;

import java.util.Locale;

/** What a comparison comes to. */
public enum Verdict {
    /** Nothing that is sure and large enough. */
    SAME,
    /** Something became faster, nothing slower. */
    FASTER,
    /** Something became slower. */
    SLOWER;

    /**
     * The word that is printed.
     *
     * @return lower-case name
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.fxprof.export.csv;

import java.util.Locale;

/** Columns, in the order in which they are written. The names in files are lower-case. */
enum Column {
    /** Number of the track, since several may have one name. */
    TRACK, THREAD, RESOURCE, RUNTIME, KIND, NAME, FILE, LINE,
    /** 0 for the outermost slice on its track. */
    DEPTH, SPAN_ID, PARENT_SPAN_ID, START_NS, END_NS, DURATION_NS, SELF_NS,
    /** Number of the player. */
    SOURCE, CALLS,
    /** Words of {@link #CONTINUED} and the like, with a blank between. */
    FLAGS;

    static final String CONTINUED = "continued";
    static final String UNFINISHED = "unfinished";
    static final String PLACEHOLDER = "placeholder";
    static final String BELOW_LEFT_OUT = "below_left_out";

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
        return label;
    }
}

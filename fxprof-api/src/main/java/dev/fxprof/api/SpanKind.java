package dev.fxprof.api;

import java.util.Locale;

/** What a span stands for. */
public enum SpanKind {
    /** One tick of the server; exactly one slice each. */
    TICK,
    /** A runtime's own tick, or the loading of a script, for one resource. */
    ENTRY,
    /** A script thread or timer, from its first resume to its end. */
    THREAD,
    /** One handler of an event. */
    EVENT,
    /** A call of an exported function or of a function reference. */
    EXPORT,
    /** A console or chat command. */
    COMMAND,
    /** A script function; recorded in full mode only. */
    FUNCTION,
    /** A native call. */
    NATIVE,
    /** A region that a script opened by hand. */
    REGION,
    /** A task of the scheduler. */
    TASK,
    /** A pause for garbage collection. */
    GC;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * The name that traces and reports print.
     *
     * @return the lower-case name
     */
    public String label() {
        return label;
    }

    /**
     * Whether spans of this kind are recorded outside full mode.
     *
     * @return false for {@link #FUNCTION} alone
     */
    public boolean isBoundary() {
        return this != FUNCTION;
    }
}

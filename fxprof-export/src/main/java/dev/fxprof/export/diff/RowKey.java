package dev.fxprof.export.diff;

import dev.fxprof.api.Site;
import dev.fxprof.api.SpanKind;

/**
 * What is compared: a resource, or one thing in it.
 *
 * @param resource the resource that is billed
 * @param kind {@link #RESOURCE}, {@link #TICK} or the label of a {@link SpanKind}
 * @param name name of the resource, event, export, thread, command, function or native
 * @param file where it is defined, empty if unknown
 * @param line its first line, 0 if unknown
 */
record RowKey(String resource, String kind, String name, String file, int line) {
    /** Kind of the rows that stand for all that a resource does. */
    static final String RESOURCE = "resource";
    /** Kind of the one row that stands for the whole tick. */
    static final String TICK = "tick";

    static RowKey tick() {
        return new RowKey("", TICK, TICK, "", 0);
    }

    static RowKey resource(String name) {
        return new RowKey(name, RESOURCE, name, "", 0);
    }

    /** A native's row is that of its caller, so that the caller is named. */
    static RowKey of(Site site, String owner) {
        boolean isNative = site.kind() == SpanKind.NATIVE;
        return new RowKey(owner, site.kind().label(), site.name(), isNative ? "" : site.file(),
                isNative ? 0 : site.line());
    }

    boolean isResource() {
        return kind.equals(RESOURCE);
    }

    boolean isTick() {
        return kind.equals(TICK);
    }
}

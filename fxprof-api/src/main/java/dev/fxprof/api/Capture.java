package dev.fxprof.api;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/**
 * A recording that was read from a file. Immutable; it can be replayed as often as is wanted.
 *
 * <p>Its memory does not grow with the length of the recording but for a few bytes a slice: what is
 * more stands in a temporary file, which is gone when the capture is closed or the process ends.
 */
public interface Capture extends Closeable {
    /**
     * Name of the format it was read from.
     *
     * @return lower-case name
     */
    String format();

    /**
     * Name of the process that was recorded.
     *
     * @return the name, never empty
     */
    String processName();

    /**
     * Sites of the spans.
     *
     * @return a table that is complete
     */
    SiteTable sites();

    /**
     * What had to be repaired for the spans to nest, and what could not be kept.
     *
     * @return how often, by kind; without the kinds that did not occur, sorted by kind
     */
    Map<String, Long> repairs();

    /**
     * Hands the spans to a sink, in the order that {@link SpanSink} asks for, and flushes it. Does not
     * close it.
     *
     * @param to takes the spans
     * @throws IOException if the sink's output cannot be written
     */
    void replay(SpanSink to) throws IOException;

    /** Gives memory and temporary file back; nothing may be asked afterwards. */
    @Override
    void close();
}

package dev.fxprof.api;

import java.io.IOException;
import java.util.Optional;

/** A source of spans outside the simulator: an agent's segment, an overlay's spool, a recording. */
public interface HookBackend {
    /**
     * Name of the back end.
     *
     * @return lower-case name
     */
    String name();

    /**
     * Why it cannot attach here.
     *
     * @return one sentence, or empty if it can
     */
    Optional<String> unavailableReason();

    /**
     * Feeds what the hooks record into a sink until the attachment is closed.
     *
     * @param sink receives the spans
     * @return the attachment
     * @throws IOException if the source cannot be read
     * @throws IllegalStateException with the reason if the back end is unavailable
     */
    AutoCloseable attach(SpanSink sink) throws IOException;
}

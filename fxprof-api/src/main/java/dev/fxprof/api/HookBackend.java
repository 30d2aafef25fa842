package dev.fxprof.api;

import java.io.IOException;
import java.util.Optional;

/** A source of spans outside the simulator: a segment, an agent in a server, an overlay's spool. */
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
     * Attaches to the source, whether or not anything records into it yet.
     *
     * @return the session; its {@link HookSession#start} sets the stream going
     * @throws IOException if the source cannot be read
     * @throws IllegalStateException with the reason if the back end is unavailable
     */
    HookSession open() throws IOException;
}

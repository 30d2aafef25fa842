package dev.fxprof.hooks.lua.http;

import java.io.IOException;

/** Takes frames of a spool that came over HTTP. Called by many threads at a time. */
public interface FrameSink {
    /** Path under which a server sends them. */
    String PATH = "/fxprof/1/frames";

    /**
     * Takes frames.
     *
     * @param bytes header and frames exactly as in a file of the spool
     * @return sequence of the frame that it expects next
     * @throws BadRequestException if they are none
     * @throws IOException if they cannot be taken now; they are to be sent again
     */
    long take(byte[] bytes) throws BadRequestException, IOException;

    /**
     * As what answers requests.
     *
     * @return the route
     */
    default Route route() {
        return body -> Answer.json("{\"next\": " + take(body) + "}");
    }
}

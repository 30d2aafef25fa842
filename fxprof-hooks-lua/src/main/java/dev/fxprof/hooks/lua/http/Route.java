package dev.fxprof.hooks.lua.http;

import java.io.IOException;

/** What answers the requests of one path. Called by many threads at a time. */
@FunctionalInterface
public interface Route {
    /**
     * Answers a request.
     *
     * @param body what came, at most {@link Receiver#MOST_BODY} bytes
     * @return the answer
     * @throws BadRequestException if it is not what the path expects
     * @throws IOException if it cannot be taken now
     */
    Answer answer(byte[] body) throws BadRequestException, IOException;
}

package dev.fxprof.hooks.lua.http;

import java.nio.charset.StandardCharsets;

/**
 * An answer to a request.
 *
 * @param status of HTTP
 * @param type of the content
 * @param body the content
 */
public record Answer(int status, String type, byte[] body) {
    static final int OK = 200;

    /**
     * A text.
     *
     * @param status of HTTP
     * @param text one sentence
     * @return the answer
     */
    public static Answer text(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8",
                text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A JSON text.
     *
     * @param json the text
     * @return the answer
     */
    public static Answer json(String json) {
        return new Answer(OK, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    static Answer msgPack(byte[] body) {
        return new Answer(OK, "application/x-msgpack", body);
    }
}

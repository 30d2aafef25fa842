package dev.fxprof.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The parts of {@code Async} that are the same wherever scripts run: in the simulator, in its workers
 * and on a real server. Each asks the rest of a table {@code host}.
 */
public final class AsyncScripts {
    private AsyncScripts() {
    }

    /**
     * The chunk that makes the table {@code Async}. It is called with the host, whether it runs in a
     * worker, and what makes and finds channels.
     *
     * @return source text, UTF-8
     */
    public static byte[] async() {
        return read("async.lua");
    }

    /**
     * The chunk that adds {@code Async.ParallelFor} to it.
     *
     * @return source text, UTF-8
     */
    public static byte[] parallel() {
        return read("parallel.lua");
    }

    private static byte[] read(String name) {
        try (InputStream in = AsyncScripts.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

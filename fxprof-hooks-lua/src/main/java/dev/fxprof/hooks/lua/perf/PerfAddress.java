package dev.fxprof.hooks.lua.perf;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a server shows its metrics.
 *
 * @param uri address of the metrics
 * @param user name for basic authentication, or empty for none
 * @param password password for it
 */
public record PerfAddress(URI uri, String user, String password) {
    /**
     * Makes an address of what a user gives.
     *
     * @param text URL of the server, with or without the path of the metrics
     * @param user name for basic authentication, or empty for none
     * @param password password for it
     * @return the address
     * @throws IllegalArgumentException if the text is no address of a server
     */
    public static PerfAddress of(String text, String user, String password) {
        URI uri = URI.create(text);
        if (uri.getHost() == null || uri.getScheme() == null
                || !uri.getScheme().matches("(?i)https?")) {
            throw new IllegalArgumentException(
                    text + " is no address; expected one like http://127.0.0.1:30120/perf");
        }
        boolean bare = uri.getPath().isEmpty() || uri.getPath().equals("/");
        return new PerfAddress(bare ? uri.resolve("/perf") : uri, user, password);
    }

    boolean hasUser() {
        return !user.isEmpty();
    }

    String authorization() {
        return "Basic " + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Passwords are no text for logs. */
    @Override
    public String toString() {
        return uri.toString();
    }
}

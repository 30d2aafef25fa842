package dev.fxprof.simulator.sql;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Chooses what serves the scripts' statements. */
public final class SqlServers {
    private SqlServers() {
    }

    /**
     * The database that a user gave, else a MariaDB that is installed here, else H2.
     *
     * @param url {@code mysql://user:password@host:port/database}, {@code h2}, or empty
     * @return a server; nothing is started or connected yet
     * @throws IllegalArgumentException if the address is not valid; the sentence says what was
     *     expected
     */
    public static SqlServer of(Optional<String> url) {
        if (url.equals(Optional.of("h2"))) {
            return new H2Server();
        }
        if (url.isPresent()) {
            return given(url.get());
        }
        return MariaDbProcess.isInstalled() ? new MariaDbProcess() : new H2Server();
    }

    private static SqlServer given(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw notAnAddress(e);
        }
        if (uri.getHost() == null
                || !("mysql".equals(uri.getScheme()) || "mariadb".equals(uri.getScheme()))) {
            throw notAnAddress(null);
        }
        String[] login = uri.getRawUserInfo() == null
                ? new String[]{"root"}
                : uri.getRawUserInfo().split(":", 2);
        String path = uri.getPath() == null ? "" : uri.getPath();
        return new RemoteServer(uri.getHost(), uri.getPort() < 0 ? 3306 : uri.getPort(),
                decode(login[0]), login.length > 1 ? decode(login[1]) : "",
                path.length() > 1 ? path.substring(1) : "");
    }

    // The address may hold a password, so it is not repeated.
    private static IllegalArgumentException notAnAddress(Throwable cause) {
        return new IllegalArgumentException(
                "expected h2, or the address of a database such as "
                        + "mysql://user:password@host:port/database, without the last part for an "
                        + "empty one",
                cause);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}

package dev.fxprof.live.web;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * How the web server is reached, and by whom.
 *
 * @param bind address to listen on
 * @param port its port, 0 for any that is free
 * @param token opens everything that only reads
 * @param control opens what changes anything, and everything else; without it nothing can be changed
 * @param hosts names that browsers may call the server by, beside its address and localhost
 * @param tls certificate and key, where the server speaks TLS
 * @param clients streams at a time, 1 to 10,000
 */
public record WebOptions(InetAddress bind, int port, AccessToken token,
        Optional<AccessToken> control, Set<String> hosts, Optional<SSLContext> tls, int clients) {
    /** Streams at a time, unless somebody chooses. */
    public static final int CLIENTS = 128;

    /** Keeps a copy of the names. */
    public WebOptions {
        hosts = Set.copyOf(hosts);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("expected a port from 0 to 65535, got " + port);
        }
        if (clients < 1 || clients > 10_000) {
            throw new IllegalArgumentException("expected 1 to 10000 clients, got " + clients);
        }
    }
}

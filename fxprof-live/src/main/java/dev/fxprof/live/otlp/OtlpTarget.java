package dev.fxprof.live.otlp;

import java.net.URI;
import java.util.Map;

/**
 * A collector.
 *
 * @param address its address for OTLP over HTTP, such as {@code http://127.0.0.1:4318}
 * @param headers what it wants to be told with every request, such as a key; nobody prints them
 * @param seconds time between two exports of metrics, 1 or more
 */
public record OtlpTarget(URI address, Map<String, String> headers, int seconds) {
    /** Checks the values and keeps a copy of the map. */
    public OtlpTarget {
        String scheme = String.valueOf(address.getScheme());
        if (address.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("OTLP needs an http or https address");
        }
        if (seconds < 1) {
            throw new IllegalArgumentException("at least a second lies between two exports");
        }
        headers = Map.copyOf(headers);
    }

    String path(String signal) {
        String base = address.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/v1/"
                + signal;
    }
}

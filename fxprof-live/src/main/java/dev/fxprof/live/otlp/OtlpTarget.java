package dev.fxprof.live.otlp;

import java.net.URI;
import java.util.Map;

/**
 * A collector.
 *
 * @param address its address for OTLP over HTTP, such as {@code http://127.0.0.1:4318}
 * @param headers what it wants to be told with every request, such as a key; nobody prints them
 * @param seconds time between two exports of metrics, 1 or more
 * @param tickSeconds time between two ticks of a server that are sent as traces, 0 for none
 * @param attributes what else the collector is to know of the servers, such as where they stand
 */
public record OtlpTarget(URI address, Map<String, String> headers, int seconds, int tickSeconds,
        Map<String, String> attributes) {
    /** Checks the values and keeps copies of the maps. */
    public OtlpTarget {
        String scheme = String.valueOf(address.getScheme());
        if (address.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("OTLP needs an http or https address");
        }
        if (seconds < 1) {
            throw new IllegalArgumentException("at least a second lies between two exports");
        }
        if (tickSeconds < 0) {
            throw new IllegalArgumentException("no less than 0 seconds lie between two ticks");
        }
        headers = Map.copyOf(headers);
        attributes = Map.copyOf(attributes);
    }

    String path(String signal) {
        String base = address.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/v1/"
                + signal;
    }
}

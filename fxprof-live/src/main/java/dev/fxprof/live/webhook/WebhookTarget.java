package dev.fxprof.live.webhook;

import java.net.URI;

/**
 * Who is told of hitches.
 *
 * @param address where messages are posted to, over HTTP or HTTPS; it holds the secret of most such
 *     services, so nobody prints it
 * @param format what they read
 * @param perMinute the most messages a minute
 */
public record WebhookTarget(URI address, Format format, int perMinute) {
    /** How messages are written. */
    public enum Format {
        /** As Discord's webhooks want it. */
        DISCORD,
        /** The hitch as an object, as the dashboard gets it. */
        JSON
    }

    /** Checks the values. */
    public WebhookTarget {
        String scheme = String.valueOf(address.getScheme());
        if (address.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("a webhook needs an http or https address");
        }
        if (perMinute < 1) {
            throw new IllegalArgumentException("a webhook needs at least one message a minute");
        }
    }

    /**
     * A target of which the address tells the format: Discord's own are known.
     *
     * @param address where messages are posted to
     * @return a target of 10 messages a minute
     */
    public static WebhookTarget of(URI address) {
        boolean discord = String.valueOf(address.getPath()).startsWith("/api/webhooks/");
        return new WebhookTarget(address, discord ? Format.DISCORD : Format.JSON, 10);
    }
}

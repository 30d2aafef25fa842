package dev.fxprof.live.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A collector that the stream is pushed to.
 *
 * @param address its ws or wss address; what stands behind the host may be secret, so nobody prints it
 */
public record PushTarget(URI address) {
    private static final int MOST_LENGTH = 2048;
    private static final int PLAIN_PORT = 80;
    private static final int TLS_PORT = 443;

    /**
     * Reads an address.
     *
     * @param text as somebody wrote it
     * @return the collector
     * @throws IllegalArgumentException if it is no ws or wss address with a host; the message is half a
     *     sentence and does not repeat the text
     */
    public static PushTarget of(String text) {
        if (text.length() <= MOST_LENGTH) {
            try {
                URI uri = new URI(text);
                String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
                if ((scheme.equals("ws") || scheme.equals("wss")) && uri.getHost() != null
                        && uri.getRawUserInfo() == null && uri.getRawFragment() == null
                        && uri.getPort() <= 65_535 && uri.getPort() != 0) {
                    return new PushTarget(uri);
                }
            } catch (URISyntaxException _) {
                // Said below.
            }
        }
        throw new IllegalArgumentException("expected an address such as wss://HOST:PORT/PATH");
    }

    boolean isEncrypted() {
        return address.getScheme().equalsIgnoreCase("wss");
    }

    /**
     * Where it is, as may be printed.
     *
     * @return host and port
     */
    public String place() {
        int port = address.getPort() > 0
                ? address.getPort()
                : isEncrypted() ? TLS_PORT : PLAIN_PORT;
        return address.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }
}

package dev.fxprof.export.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Text within XML and HTML, whoever chose it, and text of our own that a page may run. */
public final class PageText {
    private PageText() {
    }

    /**
     * Text as content or as the value of an attribute.
     *
     * @param text any text
     * @return the same without what begins an element, a reference or the end of an attribute
     */
    public static String escape(String text) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            String instead = switch (text.charAt(i)) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '"' -> "&quot;";
                case '\'' -> "&#39;";
                default -> null;
            };
            if (instead != null && safe == null) {
                safe = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (safe != null && instead != null) {
                safe.append(instead);
            } else if (safe != null) {
                safe.append(text.charAt(i));
            }
        }
        return safe == null ? text : safe.toString();
    }

    /**
     * How a content security policy names a script or a style sheet.
     *
     * @param text all that stands within its element
     * @return {@code 'sha256-…'}
     */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * A text of this installation, with the line ends that a browser makes of any: others would have
     * another {@link #hash}.
     *
     * @param of a class beside it
     * @param name its name
     * @return the text
     * @throws IOException if it is missing or cannot be read
     */
    public static String resource(Class<?> of, String name) throws IOException {
        try (InputStream in = of.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the resource " + name + " is missing in this installation");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }
}

package dev.fxprof.live.web;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where the owner allows scripts to have the stream pushed to. */
public final class PushAllowed {
    private static final String PLAIN = "ws://";
    private static final String TLS = "wss://";

    private final Set<String> plain = new HashSet<>();
    private final Set<String> encrypted = new HashSet<>();

    /**
     * Reads the owner's list.
     *
     * @param places each {@code HOST:PORT}, with {@code ws://} or {@code wss://} before it where only
     *     that will do
     * @throws IllegalArgumentException if one is nothing of the kind; the message is a sentence
     */
    public PushAllowed(List<String> places) {
        for (String place : places) {
            boolean anyScheme = !place.contains("://");
            try {
                PushTarget target = PushTarget.of(anyScheme ? TLS + place : place);
                if (target.address().getPort() < 0 || !target.address().getRawPath().isEmpty()
                        || target.address().getRawQuery() != null) {
                    throw new IllegalArgumentException(place);
                }
                if (target.isEncrypted()) {
                    encrypted.add(target.place());
                }
                if (anyScheme || !target.isEncrypted()) {
                    plain.add(target.place());
                }
            } catch (IllegalArgumentException _) {
                throw new IllegalArgumentException("expected HOST:PORT, " + PLAIN
                        + "HOST:PORT or " + TLS + "HOST:PORT, got " + place);
            }
        }
    }

    boolean contains(PushTarget target) {
        return (target.isEncrypted() ? encrypted : plain).contains(target.place());
    }
}

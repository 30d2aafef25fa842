package dev.fxprof.live.web;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client of the stream wants.
 *
 * @param servers names of servers; empty for all
 * @param window seconds of the window whose tables it wants, 0 for none
 * @param everyMillis how often at most
 */
record Subscription(Set<String> servers, int window, long everyMillis) {
    static final Subscription USUAL = new Subscription(Set.of(), 10, 200);

    private static final Set<Integer> WINDOWS = Set.of(0, 1, 10, 60, 900);
    private static final int MOST_SERVERS = 64;
    private static final long LEAST_MILLIS = 100;
    private static final long MOST_MILLIS = 60_000;

    boolean wants(String server) {
        return servers.isEmpty() || servers.contains(server);
    }

    /** Reads a client's message; empty if it is none that there is. */
    static Optional<Subscription> read(String message) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(message);
        } catch (JacksonException _) {
            return Optional.empty();
        }
        JsonNode names = root.path("servers");
        JsonNode window = root.path("window");
        JsonNode every = root.path("everyMillis");
        boolean plain = "subscribe".equals(root.path("type").asString(""))
                && (names.isMissingNode() || names.isArray() && names.size() <= MOST_SERVERS)
                && (window.isMissingNode()
                        || window.isInt() && WINDOWS.contains(window.intValue()))
                && (every.isMissingNode() || every.canConvertToLong() && every.isIntegralNumber()
                        && every.longValue() >= LEAST_MILLIS && every.longValue() <= MOST_MILLIS);
        if (!plain) {
            return Optional.empty();
        }
        Set<String> servers = new HashSet<>();
        for (JsonNode name : names) {
            if (!name.isString()) {
                return Optional.empty();
            }
            servers.add(name.asString());
        }
        return Optional.of(new Subscription(Set.copyOf(servers),
                window.isMissingNode() ? USUAL.window : window.intValue(),
                every.isMissingNode() ? USUAL.everyMillis : every.longValue()));
    }
}

package dev.fxprof.hooks.lua.perf;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tick that came late.
 *
 * @param thread which of the server's threads
 * @param millis time since its tick before
 */
record Hitch(ServerThread thread, int millis) {
    private static final Pattern LINE = Pattern.compile(
            "\\b(server|network|sync) thread hitch warning: timer interval of (\\d{1,9}) milliseconds");

    /** A hitch that a line of the console tells of. */
    static Optional<Hitch> ofLine(String line) {
        Matcher warning = LINE.matcher(line);
        if (!warning.find()) {
            return Optional.empty();
        }
        ServerThread thread = switch (warning.group(1)) {
            case "server" -> ServerThread.MAIN;
            case "network" -> ServerThread.NETWORK;
            default -> ServerThread.SYNC;
        };
        return Optional.of(new Hitch(thread, Integer.parseInt(warning.group(2))));
    }

    /** A hitch that an object of the structured trace tells of. */
    static Optional<Hitch> ofTrace(byte[] object) {
        try {
            JsonNode root = JsonMapper.shared().readTree(object);
            JsonNode data = root.path("data");
            int millis = data.path("time").asInt(0);
            if (!data.path("type").asString("").equals("hitch") || millis <= 0) {
                return Optional.empty();
            }
            return ServerThread.named(data.path("thread").asString(""))
                    .map(thread -> new Hitch(thread, millis));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}

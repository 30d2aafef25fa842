package dev.fxprof.simulator;

import java.util.HashMap;
import java.util.Map;

/** Console variables. */
final class Convars {
    private final Map<String, String> values = new HashMap<>(Map.of("sv_hostname",
            "fxprof simulated server", "sv_maxclients", "64", "onesync", "on", "version",
            "fxprof simulator", "gametype", "fxprof"));

    String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    void setAll(Map<String, String> more) {
        values.putAll(more);
    }

    void set(String name, String value) {
        values.put(name, value);
    }
}

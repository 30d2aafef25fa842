package dev.fxprof.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a fxmanifest.lua says.
 *
 * @param metadata every key with its values in order; keys in the singular
 */
record ResourceManifest(Map<String, List<String>> metadata) {
    List<String> values(String key) {
        return metadata.getOrDefault(key, List.of());
    }

    /** Server scripts in the order in which the server loads them: shared ones first. */
    List<String> serverScripts() {
        List<String> scripts = new ArrayList<>(values("shared_script"));
        scripts.addAll(values("server_script"));
        return scripts;
    }

    List<String> dependencies() {
        return values("dependency").stream().filter(name -> !name.startsWith("/")).toList();
    }
}

package dev.fxprof.hooks.win64.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A table of hooks as the agent reads it; which build it is for, the agent finds out itself. */
final class HookTable {
    private static final String SCHEMA = "fxprof/hooks-resolve/1";
    /** The agent refuses what is longer. */
    private static final long LONGEST = 1 << 18;

    private HookTable() {
    }

    static byte[] read(Path file, AgentPlatform platform) throws IOException {
        if (Files.size(file) >= LONGEST) {
            throw new AgentException(file + " is longer than a table of hooks, expected less than "
                    + LONGEST + " bytes");
        }
        byte[] content = Files.readAllBytes(file);
        String wanted = platform.name().toLowerCase(Locale.ROOT);
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(content);
        } catch (JacksonException e) {
            throw new AgentException(file + " is no JSON, expected the table of hooks that fxprof "
                    + "hooks resolve writes");
        }
        if (!root.path("schema").asString("").equals(SCHEMA)) {
            throw new AgentException(file + " is no table of hooks, expected the schema " + SCHEMA);
        }
        if (!root.path("platform").asString("").equals(wanted)) {
            throw new AgentException(file + " is for " + root.path("platform").asString("nothing")
                    + ", expected " + wanted);
        }
        return content;
    }
}

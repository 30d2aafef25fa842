package dev.fxprof.hooks.win64.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server's list of the libraries that it loads. All but the agent's entry stays as it is written. */
final class ComponentList {
    static final String FILE = "components.json";
    private static final String AGENT = "\"fxprof:agent\"";
    private static final Pattern ENTRY = Pattern.compile("\\s*,\\s*" + AGENT + "|" + AGENT
            + "\\s*,\\s*|" + AGENT);

    private final String text;

    private ComponentList(String text) {
        this.text = text;
    }

    /**
     * Reads the list.
     *
     * @throws AgentException if it is no list of names that holds the given ones
     */
    static ComponentList read(Path file, List<String> needed) throws IOException {
        ComponentList list = new ComponentList(content(file));
        JsonNode root = list.parsed(file);
        for (String component : needed) {
            if (root.valueStream().noneMatch(one -> one.asString().equals(component))) {
                throw new AgentException(file + " does not list " + component
                        + ", without which the server would not start with the agent");
            }
        }
        return list;
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new AgentException(
                    file + " is not there; expected the server's list of libraries");
        }
    }

    private JsonNode parsed(Path file) throws AgentException {
        try {
            JsonNode root = JsonMapper.shared().readTree(text);
            if (root.isArray() && root.valueStream().allMatch(JsonNode::isString)) {
                return root;
            }
        } catch (JacksonException e) {
            throw new AgentException(file + " is no JSON: " + e.getOriginalMessage());
        }
        throw new AgentException(file + " is no list of names");
    }

    boolean hasAgent() {
        return text.contains(AGENT);
    }

    String withAgent() {
        if (hasAgent()) {
            return text;
        }
        int end = text.lastIndexOf(']');
        int last = end;
        while (Character.isWhitespace(text.charAt(last - 1))) {
            last--;
        }
        return text.substring(0, last) + ", " + AGENT + text.substring(last);
    }

    String withoutAgent() {
        return ENTRY.matcher(text).replaceAll("");
    }
}

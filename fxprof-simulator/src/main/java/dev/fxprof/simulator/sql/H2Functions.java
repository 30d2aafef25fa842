package dev.fxprof.simulator.sql;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Functions of MySQL that H2 lacks. Paths are of members and indices: {@code $.a.b[0]}. */
public final class H2Functions {
    static final List<String> NAMES = List.of("JSON_EXTRACT", "JSON_VALUE", "JSON_UNQUOTE",
            "JSON_VALID", "JSON_SET");

    private H2Functions() {
    }

    /**
     * JSON at a path.
     *
     * @param json document
     * @param path where
     * @return JSON text, or null if there is nothing
     */
    public static String json_extract(String json, String path) {
        JsonNode node = at(json, path);
        return node == null || node.isMissingNode() ? null : node.toString();
    }

    /**
     * The scalar at a path.
     *
     * @param json document
     * @param path where
     * @return its text, or null if there is none
     */
    public static String json_value(String json, String path) {
        JsonNode node = at(json, path);
        return node == null || !node.isValueNode() || node.isNull() ? null : node.asString();
    }

    /**
     * A JSON string's text.
     *
     * @param json JSON
     * @return the text, or what was given if it is no string
     */
    public static String json_unquote(String json) {
        JsonNode node = parse(json);
        return node != null && node.isString() ? node.asString() : json;
    }

    /**
     * Whether a text is JSON.
     *
     * @param json text
     * @return whether it is
     */
    public static boolean json_valid(String json) {
        return parse(json) != null;
    }

    /**
     * Sets a member.
     *
     * @param json document
     * @param path where, a member of an object or an element that exists
     * @param value text, number or JSON
     * @return the changed document
     */
    public static String json_set(String json, String path, String value) {
        JsonNode root = parse(json);
        if (root == null || path == null) {
            return null;
        }
        JsonPointer pointer = pointer(path);
        JsonNode parsed = parse(value);
        JsonNode node = parsed != null
                ? parsed
                : JsonMapper.shared().getNodeFactory().stringNode(value);
        JsonNode parent = root.at(pointer.head());
        if (parent instanceof ObjectNode object) {
            object.set(pointer.last().getMatchingProperty(), node);
        } else if (parent instanceof ArrayNode array
                && array.has(pointer.last().getMatchingIndex())) {
            array.set(pointer.last().getMatchingIndex(), node);
        }
        return root.toString();
    }

    private static JsonNode at(String json, String path) {
        JsonNode root = parse(json);
        return root == null || path == null ? null : root.at(pointer(path));
    }

    private static JsonPointer pointer(String path) {
        String at = path.strip().replaceFirst("^\\$", "").replace("\"", "")
                .replaceAll("\\[(\\d+)\\]", "/$1").replace('.', '/');
        return JsonPointer.compile(at);
    }

    private static JsonNode parse(String json) {
        try {
            return json == null ? null : JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            return null;
        }
    }
}

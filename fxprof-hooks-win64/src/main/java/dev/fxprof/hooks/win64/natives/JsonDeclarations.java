package dev.fxprof.hooks.win64.natives;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads natives from JSON: an object of namespaces, each an object from id to native. */
final class JsonDeclarations {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;
    private final JsonParser parser;
    private final List<Declaration> found = new ArrayList<>();

    private JsonDeclarations(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static List<Declaration> read(Path file) throws IOException, NativeDeclarationException {
        try (InputStream bytes = Files.newInputStream(file);
                JsonParser parser = MAPPER.createParser(bytes)) {
            JsonDeclarations declarations = new JsonDeclarations(file, parser);
            declarations.read();
            return declarations.found;
        } catch (JacksonIOException e) {
            throw new IOException(e.getOriginalMessage(), e);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new NativeDeclarationException(file, Math.max(line, 1),
                    "well-formed JSON (" + e.getOriginalMessage().lines().findFirst().orElse("")
                            + ")");
        }
    }

    private void read() throws NativeDeclarationException {
        begin(parser.nextToken(), "an object of namespaces");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String namespace = parser.currentName();
            begin(parser.nextToken(), "an object of natives for the namespace " + namespace);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String id = parser.currentName();
                begin(parser.nextToken(), "an object for the native " + id);
                int line = parser.currentTokenLocation().getLineNr();
                found.add(declaration(namespace, id, parser.readValueAsTree(), line));
            }
        }
        if (parser.nextToken() != null) {
            throw expected(line(), "nothing after the object of namespaces");
        }
    }

    private Declaration declaration(String namespace, String id, JsonNode node, int line)
            throws NativeDeclarationException {
        String name = text(node, "name");
        String result = text(node, "results");
        return new Declaration(name.isEmpty() ? id : name, Optional.of(id(id, line)),
                result.isEmpty() ? "void" : result, parameters(node, line), namespace,
                apiSets(node), strings(node.path("aliases")), file, line);
    }

    private List<String> parameters(JsonNode node, int line) throws NativeDeclarationException {
        List<String> types = new ArrayList<>();
        for (JsonNode parameter : node.path("params")) {
            String type = text(parameter, "type");
            if (type.isEmpty()) {
                throw expected(line, "a type for each parameter");
            }
            types.add(type);
        }
        return types;
    }

    private long id(String text, int line) throws NativeDeclarationException {
        if (!text.matches("0[xX][0-9A-Fa-f]{1,16}")) {
            throw expected(line, "an id of the form 0x1A2B3C4D instead of " + text);
        }
        return Long.parseUnsignedLong(text, 2, text.length(), 16);
    }

    private void begin(JsonToken token, String what) throws NativeDeclarationException {
        if (token != JsonToken.START_OBJECT) {
            throw expected(line(), what);
        }
    }

    private int line() {
        return Math.max(parser.currentTokenLocation().getLineNr(), 1);
    }

    private NativeDeclarationException expected(int line, String what) {
        return new NativeDeclarationException(file, line, what);
    }

    // The original list of natives of the game knows no API sets: all of it is the client's.
    private static Set<String> apiSets(JsonNode node) {
        Set<String> sets = new LinkedHashSet<>(strings(node.path("apiset")));
        return sets.isEmpty() ? Set.of("client") : sets;
    }

    private static List<String> strings(JsonNode node) {
        if (node.isString()) {
            return node.stringValue().isBlank() ? List.of() : List.of(node.stringValue().strip());
        }
        List<String> all = new ArrayList<>();
        for (JsonNode item : node) {
            if (item.isString()) {
                all.add(item.stringValue());
            }
        }
        return all;
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isString() ? value.stringValue().strip() : "";
    }
}

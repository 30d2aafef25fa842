package dev.fxprof.hooks.lua.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What fxprof has installed into a folder of its own.
 *
 * @param version version of fxprof that did
 * @param originals SHA-256 of the files that were patched, as the artifact has them, by path
 * @param files SHA-256 of every file it put there, by path with slashes
 */
record Manifest(String version, SortedMap<String, String> originals,
        SortedMap<String, String> files) {
    /** Its file in the folder. */
    static final String FILE = "fxprof-installed.json";

    private static final String SCHEMA = "fxprof/installed/1";

    /** The manifest of a folder, or empty if fxprof has installed nothing there. */
    static Optional<Manifest> read(Path folder) throws IOException, InstallException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = JsonMapper.shared().readTree(Files.readAllBytes(file));
            if (!root.path("schema").asString("").equals(SCHEMA)) {
                throw InstallException.input(file + ": expected schema " + SCHEMA + ", found "
                        + root.path("schema"));
            }
            return Optional.of(new Manifest(root.path("version").asString(""),
                    texts(root.path("originals")), texts(root.path("files"))));
        } catch (JacksonException _) {
            throw InstallException.input(file + ": expected what fxprof wrote there, JSON with "
                    + "schema " + SCHEMA);
        }
    }

    private static SortedMap<String, String> texts(JsonNode object) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            texts.put(entry.getKey(), entry.getValue().asString(""));
        }
        return texts;
    }

    void write(Path folder) throws IOException {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("schema", SCHEMA).put("version", version);
        originals.forEach(root.putObject("originals")::put);
        files.forEach(root.putObject("files")::put);
        Files.writeString(folder.resolve(FILE),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root)
                        + "\n");
    }
}

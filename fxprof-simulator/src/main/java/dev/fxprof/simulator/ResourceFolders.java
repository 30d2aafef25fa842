package dev.fxprof.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds resources: folders with a manifest, also inside {@code [category]} folders. */
final class ResourceFolders {
    private static final String BUILT_IN = "/server";

    private ResourceFolders() {
    }

    /** The folder with the built-in resources and their players, in a directory or inside a jar. */
    static Path builtIn() {
        try {
            URI at = ResourceFolders.class.getResource(BUILT_IN + "/players.json").toURI();
            if (at.getScheme().equals("jar")) {
                return jar(URI.create(at.toString().substring(0, at.toString().indexOf('!'))))
                        .getPath(BUILT_IN);
            }
            return Path.of(at).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the built-in resources have no valid address", e);
        }
    }

    private static synchronized FileSystem jar(URI uri) {
        try {
            return FileSystems.newFileSystem(uri, Map.of());
        } catch (FileSystemAlreadyExistsException e) {
            return FileSystems.getFileSystem(uri);
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in resources cannot be read", e);
        }
    }

    /** Name to folder, in the order of their names. */
    static Map<String, Path> scan(Path folder, Consumer<String> log) throws IOException {
        Map<String, Path> found = new TreeMap<>();
        collect(folder, found, log);
        return new LinkedHashMap<>(found);
    }

    private static void collect(Path folder, Map<String, Path> found, Consumer<String> log)
            throws IOException {
        List<Path> children = new ArrayList<>();
        try (Stream<Path> list = Files.list(folder)) {
            list.filter(Files::isDirectory).sorted().forEach(children::add);
        }
        for (Path child : children) {
            String name = child.getFileName().toString().replace("/", "");
            if (name.startsWith("[") && name.endsWith("]")) {
                collect(child, found, log);
            } else if (Files.exists(child.resolve("fxmanifest.lua"))) {
                Path first = found.putIfAbsent(name, child);
                if (first != null) {
                    log.accept("resource " + name + " is there twice: " + child + " is left out");
                }
            }
        }
    }
}

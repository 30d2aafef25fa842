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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds resources: folders with a manifest, also inside {@code [category]} folders. */
final class ResourceFolders {
    private static final String BUILT_IN = "/server";
    private static final String STAND_INS = "/dev/fxprof/simulator/standins";

    private ResourceFolders() {
    }

    /** The folder with the built-in resources and their players, in a directory or inside a jar. */
    static Path builtIn() {
        try {
            return at(BUILT_IN, "players.json");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the built-in resources have no valid address", e);
        }
    }

    /** A folder of this module, known by a file in it. */
    private static Path at(String folder, String file) throws URISyntaxException {
        URI at = ResourceFolders.class.getResource(folder + "/" + file).toURI();
        if (at.getScheme().equals("jar")) {
            return jar(URI.create(at.toString().substring(0, at.toString().indexOf('!'))))
                    .getPath(folder);
        }
        String path = Path.of(at).toString();
        return Path.of(path.substring(0, path.length() - file.length() - 1));
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

    /** Folders of stand-ins for other resources, by name. */
    static Map<String, Path> standIns(Collection<String> names) {
        try {
            Path folder = at(STAND_INS, "oxmysql/fxmanifest.lua");
            Map<String, Path> folders = new LinkedHashMap<>();
            names.forEach(name -> folders.put(name, folder.resolve(name)));
            return folders;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the stand-ins have no valid address", e);
        }
    }

    /** Whether a resource lies in a category, at any depth. */
    static boolean isWithin(Path resource, String category) {
        for (Path part : resource) {
            if (part.toString().replace("/", "").equals(category)) {
                return true;
            }
        }
        return false;
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

package dev.fxprof.hooks.lua.bundle;

import dev.fxprof.api.AsyncScripts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Lua files that go to a server, each put together from the parts that lie in this module. */
public final class LuaBundle {
    private static final String ROOT = "/dev/fxprof/hooks/lua/";
    private static final String AGENT = "agent";
    /** No folder of this module: the parts of Async that it has in common with the simulator. */
    private static final String ASYNC = "async";

    /** What each entry calls, as locals: a field of a table that size is felt there. */
    private static final String DISPATCH = """

            local fxprofEvent, fxprofHandler, fxprofRef = fxprof.event, fxprof.handler, fxprof.ref
            local fxprofLeft, fxprofSent, fxprofAnnounced = fxprof.left, fxprof.sent, fxprof.announced
            """;

    private LuaBundle() {
    }

    /**
     * The files of the resource {@code fxprof}, {@code profiler.lua} for other resources among them.
     *
     * @return content by path in the resource's folder, with slashes
     */
    public static SortedMap<String, byte[]> resource() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        list("resource").forEach(
                path -> files.put(path, text("resource/" + path).getBytes(StandardCharsets.UTF_8)));
        files.put("profiler.lua", profiler().getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /**
     * What a resource includes to be recorded without the overlay. One chunk, since a script of a
     * server cannot load others.
     *
     * @return source text
     */
    public static String profiler() {
        return "local fxprof = " + chunk(List.of(AGENT, ASYNC, "include")) + "\n";
    }

    /**
     * What goes on top of a patched file.
     *
     * @param block {@code agent} for the scheduler, {@code natives} for the natives
     * @return source text
     */
    public static String block(String block) {
        return switch (block) {
            case "agent" -> "local fxprof = " + chunk(List.of(AGENT, "overlay")) + DISPATCH
                    + "if Citizen.FxprofNatives then Citizen.FxprofNatives(fxprof.native) end\n\n";
            case "natives" -> text("patch/natives.lua");
            default -> throw new IllegalArgumentException("no block " + block);
        };
    }

    /**
     * One of the parts.
     *
     * @param path path in this module's Lua folder
     * @return its text
     */
    public static String text(String path) {
        try (InputStream in = LuaBundle.class.getResourceAsStream(ROOT + path)) {
            if (in == null) {
                throw new IllegalArgumentException("this build has no " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One function of all parts, in the order of their folders and names; each is a function of its own
     * with the agent's table as argument. Those in folders below, in which folder ever, are one function
     * if their folders have the same name: they share locals.
     */
    private static String chunk(List<String> folders) {
        StringBuilder chunk = new StringBuilder("(function()\nlocal M = {}\n");
        Map<String, String> parts = new LinkedHashMap<>();
        for (String folder : folders) {
            if (folder.equals(ASYNC)) {
                parts.put(folder, "M.asyncShared = " + function(AsyncScripts.async())
                        + "M.asyncParallel = " + function(AsyncScripts.parallel()));
            }
            for (String path : list(folder)) {
                String[] names = path.split("/");
                if (path.endsWith(".lua")) {
                    parts.merge(names.length == 1 ? folder + "/" + path : names[0],
                            text(folder + "/" + path), String::concat);
                }
            }
        }
        parts.forEach((name, part) -> chunk.append(name.equals(ASYNC)
                ? part
                : ";(function(...)\n" + part + "\nend)(M)\n"));
        return chunk.append("return M\nend)()").toString();
    }

    private static String function(byte[] text) {
        return "function(...)\n" + new String(text, StandardCharsets.UTF_8) + "\nend\n";
    }

    /** Paths of the files in a folder, sorted; none if this build lacks it. */
    private static List<String> list(String folder) {
        try {
            if (LuaBundle.class.getResource(ROOT + folder) == null) {
                return List.of();
            }
            Path place = Path.of(
                    LuaBundle.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                return list(place.resolve(ROOT.substring(1) + folder));
            }
            // Not by its address: a file system that is known by one can be open only once.
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return list(jar.getPath(ROOT + folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> list(Path folder) throws IOException {
        List<String> paths = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> paths
                            .add(folder.relativize(file).toString().replace('\\', '/')));
        }
        paths.sort(null);
        return paths;
    }
}

package dev.fxprof.hooks.win64.natives;

import dev.fxprof.api.NativeNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the table of natives that a server's scripts can call from public declarations.
 *
 * <p>The result depends on the content of the sources alone, so that the same sources give the
 * same bytes on every machine.
 */
public final class NativeTableGenerator {
    private static final String FORMAT = "# server natives, format 1, tab separated, sorted by"
            + " name: id, name, result (v void, i int, f float, b bool, s string, 3 vector3,"
            + " o object), namespace, then where it has them id at the client and former names;"
            + " from ";

    private static final String BUNDLED = "server-natives.tsv";
    private static final int FIELDS = 4;

    private NativeTableGenerator() {
    }

    /**
     * What was written.
     *
     * @param natives number of natives in the table
     * @param undeclared natives of the forwarding list that no source declares, so that the table
     *     does not hold them
     */
    public record Result(int natives, List<String> undeclared) {
        /** Copies the list. */
        public Result {
            undeclared = List.copyOf(undeclared);
        }
    }

    /**
     * Reads declarations and writes the table. The output takes its final name only when it is
     * complete; after a failure a file that stood there before is untouched.
     *
     * @param sources any number of folders with Markdown declarations (searched at all depths,
     *     except for README.md and hidden files), JSON files (.json) that map namespaces to ids to
     *     natives, and forwarding lists (.lua)
     * @param origin where the sources come from, for the first line of the table: one line
     * @param out file to write, in an existing folder
     * @return number of natives, and what was left out
     * @throws NativeDeclarationException if a source cannot be understood; the message names the
     *     file, the line, and what was expected there
     * @throws IOException if a source cannot be read or the table cannot be written
     * @throws IllegalArgumentException if the origin has several lines
     */
    public static Result generate(List<Path> sources, String origin, Path out)
            throws IOException, NativeDeclarationException {
        NativeTable table = table(sources, out);
        write(out, first(origin) + String.join("", lines(table).values()));
        return new Result(table.rows().size(), table.undeclared());
    }

    /**
     * What an update amounts to.
     *
     * @param natives number of natives in the table now
     * @param added names that the bundled table does not hold
     * @param changed names that it holds with another id, result or namespace
     */
    public record Update(int natives, List<String> added, List<String> changed) {
        /** Copies the lists. */
        public Update {
            added = List.copyOf(added);
            changed = List.copyOf(changed);
        }
    }

    /**
     * Reads declarations and writes the bundled table with what they change of it and add to it. What
     * they do not hold stays: a list of the server's own natives says nothing of those that it forwards.
     *
     * @param sources as for {@link #generate}
     * @param origin where the sources come from, for the first line of the table: one line
     * @param out file to write, in an existing folder
     * @return what is different
     * @throws NativeDeclarationException if a source cannot be understood; the message names the
     *     file, the line, and what was expected there
     * @throws IOException if a source cannot be read or the table cannot be written
     * @throws IllegalArgumentException if the origin has several lines
     */
    public static Update update(List<Path> sources, String origin, Path out)
            throws IOException, NativeDeclarationException {
        NativeTable table = table(sources, out);
        SortedMap<String, String> merged = bundled();
        List<String> added = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        table.rows().forEach(row -> ids.add(hex(row.hash())));
        lines(table).forEach((name, line) -> {
            String before = merged.get(name);
            if (before == null) {
                added.add(name);
            } else if (!fields(before).equals(fields(line))) {
                changed.add(name);
            } else {
                // The bundled line knows of the client's id, which is no less true now.
                line = before;
            }
            merged.put(name, line);
        });
        merged.entrySet().removeIf(one -> !table.holds(one.getKey())
                && ids.contains(one.getValue().substring(0, one.getValue().indexOf('\t'))));
        write(out, first(origin) + String.join("", merged.values()));
        return new Update(merged.size(), added, changed);
    }

    /** Id, name, result and namespace. */
    private static List<String> fields(String line) {
        return Arrays.asList(line.strip().split("\t")).subList(0, FIELDS);
    }

    private static SortedMap<String, String> bundled() throws IOException {
        SortedMap<String, String> lines = new TreeMap<>();
        try (InputStream bytes = NativeNames.class.getResourceAsStream(BUNDLED)) {
            new String(bytes.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#") && !line.isEmpty())
                    .forEach(line -> lines.put(line.split("\t")[1], line + "\n"));
        }
        return lines;
    }

    private static String first(String origin) {
        if (origin.lines().count() > 1) {
            throw new IllegalArgumentException("the origin must be one line: " + origin);
        }
        return FORMAT + origin + "\n";
    }

    private static NativeTable table(List<Path> sources, Path out)
            throws IOException, NativeDeclarationException {
        NativeTable table = new NativeTable();
        List<RpcList.Entry> forwarded = new ArrayList<>();
        for (Path source : sources) {
            if (Files.isDirectory(source)) {
                for (Path file : declarationFiles(source)) {
                    table.declare(MarkdownDeclaration.read(file));
                }
            } else if (isFile(source, ".json")) {
                for (Declaration declaration : JsonDeclarations.read(source)) {
                    table.declare(declaration);
                }
            } else if (isFile(source, ".lua")) {
                forwarded.addAll(RpcList.read(source));
            } else {
                throw new NativeDeclarationException(source,
                        "a folder of declarations, a .json file or a .lua file");
            }
        }
        table.forward(forwarded);
        if (table.rows().isEmpty()) {
            throw new NativeDeclarationException(sources.isEmpty() ? out : sources.getFirst(),
                    "at least one native of the server among the sources");
        }
        return table;
    }

    private static List<Path> declarationFiles(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> isDeclaration(folder.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isDeclaration(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return relative.toString().endsWith(".md") && !relative.endsWith("README.md");
    }

    private static boolean isFile(Path source, String ending) {
        return source.toString().endsWith(ending) && Files.isRegularFile(source);
    }

    private static SortedMap<String, String> lines(NativeTable table) {
        SortedMap<String, String> lines = new TreeMap<>();
        table.rows().forEach(row -> lines.put(row.name(), line(row)));
        return lines;
    }

    private static String line(NativeTable.Row row) {
        StringBuilder text = new StringBuilder();
        text.append(hex(row.hash())).append('\t').append(row.name()).append('\t')
                .append(row.result()).append('\t').append(row.namespace());
        if (row.clientId().isPresent() || !row.formerNames().isEmpty()) {
            text.append('\t').append(row.clientId().map(NativeTableGenerator::hex).orElse(""));
        }
        if (!row.formerNames().isEmpty()) {
            text.append('\t').append(String.join(",", row.formerNames()));
        }
        return text.append('\n').toString();
    }

    private static String hex(long id) {
        return String.format(id >>> 32 == 0 ? "0x%08X" : "0x%016X", id);
    }

    private static void write(Path out, String text) throws IOException {
        Path part = out.resolveSibling(out.getFileName() + ".part");
        try {
            Files.writeString(part, text);
            try {
                Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }
}

package dev.fxprof.hooks.win64.natives;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the list of client natives that a server forwards. */
final class RpcList {
    private static final Pattern ENTRY = Pattern.compile(
            "(context|entity|object)_rpc\\s*\\(?\\s*(['\"])(\\w+)\\2\\s*\\)?"
                    + "(?:\\s*\\{\\s*(['\"])(\\w+)\\4\\s*,?\\s*\\})?\\s*;?");
    private static final Pattern BLOCK_COMMENT = Pattern.compile("--\\[\\[.*?(?:\\]\\]|\\z)",
            Pattern.DOTALL);

    private RpcList() {
    }

    /** How a forwarded native names what it acts on, which decides its result on the server. */
    enum Kind {
        CONTEXT, ENTITY, OBJECT
    }

    /**
     * One forwarded native.
     *
     * @param kind what the native acts on
     * @param name name in the client's declarations, perhaps a former one
     * @param getter native that reads back what this one set
     * @param file file of the list
     * @param line line of the entry in it
     */
    record Entry(Kind kind, String name, Optional<String> getter, Path file, int line) {}

    static List<Entry> read(Path file) throws IOException, NativeDeclarationException {
        String text = String.join("\n", SourceText.lines(file));
        // Only the line breaks of a block comment are kept, so that line numbers stay right.
        String code = BLOCK_COMMENT.matcher(text)
                .replaceAll(comment -> comment.group().replaceAll("[^\n]", ""));
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : code.lines().toList()) {
            number++;
            String plain = line.replaceFirst("--.*", "").strip();
            if (plain.isEmpty()) {
                continue;
            }
            Matcher entry = ENTRY.matcher(plain);
            if (!entry.matches()) {
                throw new NativeDeclarationException(file, number,
                        "context_rpc, entity_rpc or object_rpc with the name of a native");
            }
            entries.add(new Entry(kind(entry.group(1)), entry.group(3),
                    Optional.ofNullable(entry.group(5)), file, number));
        }
        return entries;
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "context" -> Kind.CONTEXT;
            case "entity" -> Kind.ENTITY;
            default -> Kind.OBJECT;
        };
    }
}

package dev.fxprof.hooks.win64.natives;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one native from a Markdown file: front matter, heading, declaration in a block of C. */
final class MarkdownDeclaration {
    private static final Pattern KEY = Pattern.compile("([A-Za-z_]+):(.*)");
    private static final Pattern LIST = Pattern.compile("\\[([^\\]]*)\\]");
    private static final Pattern HEADING = Pattern.compile("#{1,2}(?:\\s+(.*))?");
    private static final Pattern BLOCK = Pattern.compile("\\s{0,3}```+\\s*c\\s*");
    private static final Pattern STATED_ID = Pattern.compile("//\\s*0x([0-9A-Fa-f]{1,16})\\b.*");
    private static final Pattern COMMENT = Pattern.compile("//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern ANNOTATION = Pattern.compile(
            "\\b(?:cs_type|since|until)\\s*\\([^)]*\\)|\\b(?:cs_split|cs_omit)\\b");
    private static final Pattern ENUM = Pattern.compile("\\benum\\s+\\w*\\s*\\{[^}]*\\}\\s*;?");
    private static final Pattern FUNCTION = Pattern.compile(
            "((?:const\\s+)?\\w+\\s*(?:\\*\\s*)*)\\b(\\w+)\\s*\\(([^)]*)\\)\\s*;?");
    private static final Set<String> API_SETS = Set.of("client", "server", "shared");

    private final Path file;
    private final List<String> lines;
    private final Map<String, String> frontMatter = new HashMap<>();
    private int next;

    private MarkdownDeclaration(Path file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    static Declaration read(Path file) throws IOException, NativeDeclarationException {
        return new MarkdownDeclaration(file, SourceText.lines(file)).read();
    }

    private Declaration read() throws NativeDeclarationException {
        readFrontMatter();
        String namespace = frontMatter.get("ns");
        if (namespace == null || namespace.isEmpty()) {
            throw expected(1, "a line 'ns: …' in the front matter");
        }
        String apiSet = frontMatter.getOrDefault("apiset", "client");
        if (!API_SETS.contains(apiSet)) {
            throw expected(lineOf("apiset:"), "client, server or shared as apiset");
        }
        String heading = readHeading();
        int headingLine = next;
        int first = findBlock();
        List<String> code = readBlock();
        Matcher function = FUNCTION.matcher(withoutExtras(String.join("\n", code)));
        int line = first + firstStatement(code);
        if (!function.matches()) {
            throw expected(line, "one declaration of the form 'int NAME(int argument);'");
        }
        Declaration found = new Declaration(function.group(2), statedId(code, first),
                function.group(1).strip(), parameters(function.group(3)), namespace,
                Set.of(apiSet), list(frontMatter.get("aliases")), file, line);
        // Old client declarations keep an id as heading after the name became known.
        if (found.onServer() && !heading.equals(found.name())) {
            throw expected(headingLine, "a heading that names " + found.name());
        }
        return found;
    }

    private void readFrontMatter() throws NativeDeclarationException {
        if (lines.isEmpty() || !lines.getFirst().strip().equals("---")) {
            throw expected(1, "front matter that begins with ---");
        }
        for (next = 1; next < lines.size(); next++) {
            String line = lines.get(next);
            if (line.strip().equals("---")) {
                next++;
                return;
            }
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                frontMatter.put(key.group(1), key.group(2).strip());
            }
        }
        throw expected(lines.size(), "front matter that ends with ---");
    }

    private String readHeading() throws NativeDeclarationException {
        for (; next < lines.size(); next++) {
            Matcher heading = HEADING.matcher(lines.get(next));
            if (heading.matches()) {
                next++;
                return heading.group(1) == null ? "" : unescaped(heading.group(1));
            }
        }
        throw expected(lines.size(), "a heading with the name of the native");
    }

    private int findBlock() throws NativeDeclarationException {
        for (; next < lines.size(); next++) {
            if (BLOCK.matcher(lines.get(next)).matches()) {
                next++;
                return next + 1;
            }
        }
        throw expected(lines.size(), "a block ```c with the declaration");
    }

    private List<String> readBlock() throws NativeDeclarationException {
        int first = next;
        for (; next < lines.size(); next++) {
            if (lines.get(next).strip().equals("```")) {
                return lines.subList(first, next);
            }
        }
        throw expected(lines.size(), "the end ``` of the block that line " + first + " begins");
    }

    private Optional<Long> statedId(List<String> code, int first)
            throws NativeDeclarationException {
        for (int i = 0; i < code.size(); i++) {
            String line = code.get(i).strip();
            Matcher stated = STATED_ID.matcher(line);
            if (stated.matches()) {
                return Optional.of(Long.parseUnsignedLong(stated.group(1), 16));
            }
            if (line.startsWith("// 0x")) {
                throw expected(first + i, "an id of at most 16 hexadecimal digits after 0x");
            }
        }
        return Optional.empty();
    }

    private static String unescaped(String heading) {
        return heading.replace("\\", "").strip();
    }

    private int lineOf(String start) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start)) {
                return i + 1;
            }
        }
        return 1;
    }

    private static int firstStatement(List<String> code) {
        for (int i = 0; i < code.size(); i++) {
            String line = code.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("//")) {
                return i;
            }
        }
        return 0;
    }

    private static String withoutExtras(String code) {
        String plain = COMMENT.matcher(code).replaceAll("");
        plain = ANNOTATION.matcher(plain).replaceAll("");
        return ENUM.matcher(plain).replaceAll("").strip();
    }

    private static List<String> parameters(String text) {
        List<String> types = new ArrayList<>();
        for (String parameter : text.split(",")) {
            String plain = parameter.strip();
            if (!plain.isEmpty() && !plain.equals("void")) {
                types.add(plain.replaceFirst("\\b\\w+(\\s*=.*)?$", "").strip());
            }
        }
        return types;
    }

    private static List<String> list(String text) {
        Matcher list = LIST.matcher(text == null ? "" : text);
        List<String> items = new ArrayList<>();
        if (list.find()) {
            for (String item : list.group(1).split(",")) {
                String plain = item.replaceAll("[\"']", "").strip();
                if (!plain.isEmpty()) {
                    items.add(plain);
                }
            }
        }
        return items;
    }

    private NativeDeclarationException expected(int line, String what) {
        return new NativeDeclarationException(file, Math.max(line, 1), what);
    }
}

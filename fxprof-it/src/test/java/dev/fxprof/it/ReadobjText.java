package dev.fxprof.it;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What llvm-readobj prints: blocks in braces with a kind, fields, and more blocks. */
record ReadobjText(String kind, Map<String, List<String>> fields, List<ReadobjText> blocks) {
    private static final Pattern BEGIN = Pattern.compile("(\\w+) [\\[{(](?: \\(0x\\w+\\))?");

    static ReadobjText parse(String text) {
        List<ReadobjText> open = new ArrayList<>(List.of(block("")));
        for (String line : text.lines().map(String::strip).toList()) {
            int colon = line.indexOf(':');
            Matcher begin = BEGIN.matcher(line);
            if (begin.matches()) {
                ReadobjText inner = block(begin.group(1));
                open.getLast().blocks.add(inner);
                open.add(inner);
            } else if (line.length() == 1 && "]})".contains(line)) {
                open.removeLast();
            } else if (colon > 0) {
                open.getLast().fields
                        .computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        return open.getFirst();
    }

    private static ReadobjText block(String kind) {
        return new ReadobjText(kind, new LinkedHashMap<>(), new ArrayList<>());
    }

    /** All blocks of a kind, however deep. */
    List<ReadobjText> all(String wanted) {
        List<ReadobjText> found = new ArrayList<>();
        for (ReadobjText block : blocks) {
            if (block.kind.equals(wanted)) {
                found.add(block);
            }
            found.addAll(block.all(wanted));
        }
        return found;
    }

    String text(String field) {
        return fields.getOrDefault(field, List.of("")).getFirst();
    }

    long number(String field) {
        return Long.decode(text(field).replaceAll("^.*\\((.*)\\)$", "$1"));
    }
}

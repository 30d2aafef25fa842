package dev.fxprof.lua.syntax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Changes to a source, which are applied at once so that positions stay those of the source. */
final class Edits {
    private static final int CLOSE = 0;
    private static final int OPEN = 1;
    private static final int REPLACE = 2;

    private record Edit(int from, int to, String text, int kind, int order) {}

    private final List<Edit> edits = new ArrayList<>();

    /** Puts text in front of what begins at a position, around what was opened there before. */
    void open(int at, String text) {
        edits.add(new Edit(at, at, text, OPEN, -edits.size()));
    }

    /** Puts text behind what ends at a position, around what was closed there before. */
    void close(int at, String text) {
        edits.add(new Edit(at, at, text, CLOSE, edits.size()));
    }

    void replace(int from, int to, String text) {
        edits.add(new Edit(from, to, text, REPLACE, edits.size()));
    }

    boolean isEmpty() {
        return edits.isEmpty();
    }

    String apply(String source) {
        if (edits.isEmpty()) {
            return source;
        }
        edits.sort(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::kind)
                .thenComparingInt(Edit::order));
        StringBuilder result = new StringBuilder(source.length() + 16 * edits.size());
        int at = 0;
        for (Edit edit : edits) {
            result.append(source, at, edit.from).append(edit.text);
            at = edit.to;
        }
        return result.append(source, at, source.length()).toString();
    }
}

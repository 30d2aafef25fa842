package dev.fxprof.simulator.sql;

/**
 * Walks over SQL text of MySQL's dialect, piece by piece. A piece is a quoted string, a quoted
 * identifier, a comment, a word, or one other character.
 *
 * <p>Source: MySQL 8.0 Reference Manual, 11.1 Literal Values, 11.2 Schema Object Names, 11.7 Comments.
 */
final class SqlLexer {
    /** Kinds of pieces. */
    enum Kind {
        STRING, IDENTIFIER, COMMENT, WORD, SPACE, OTHER
    }

    private final String text;
    private int from;
    private int to;
    private Kind kind = Kind.OTHER;

    SqlLexer(String text) {
        this.text = text;
    }

    /** Moves to the next piece; false at the end. */
    boolean next() {
        from = to;
        if (from >= text.length()) {
            return false;
        }
        char c = text.charAt(from);
        if (c == '\'' || c == '"') {
            kind = Kind.STRING;
            to = quoted(c, true);
        } else if (c == '`') {
            kind = Kind.IDENTIFIER;
            to = quoted(c, false);
        } else if (startsComment()) {
            kind = Kind.COMMENT;
            to = comment();
        } else if (isWord(c)) {
            kind = Kind.WORD;
            to = run(true);
        } else if (Character.isWhitespace(c)) {
            kind = Kind.SPACE;
            to = run(false);
        } else {
            kind = Kind.OTHER;
            to = from + 1;
        }
        return true;
    }

    Kind kind() {
        return kind;
    }

    /** Where the piece begins. */
    int from() {
        return from;
    }

    /** The piece itself. */
    String piece() {
        return text.substring(from, to);
    }

    boolean is(char c) {
        return kind == Kind.OTHER && text.charAt(from) == c;
    }

    /** Whether the piece is this word, in any case. */
    boolean isWord(String word) {
        return kind == Kind.WORD && piece().equalsIgnoreCase(word);
    }

    /** The character after the piece, or 0 at the end. */
    char following() {
        return to < text.length() ? text.charAt(to) : 0;
    }

    private int quoted(char quote, boolean escapes) {
        int at = from + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (escapes && c == '\\') {
                at += 2;
            } else if (c != quote) {
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return text.length();
    }

    private boolean startsComment() {
        if (text.startsWith("--", from)) {
            return from + 2 == text.length() || Character.isWhitespace(text.charAt(from + 2));
        }
        // What stands in /*! … */ is executed.
        return text.charAt(from) == '#'
                || text.startsWith("/*", from) && !text.startsWith("/*!", from);
    }

    private int comment() {
        String end = text.charAt(from) == '/' ? "*/" : "\n";
        int at = text.indexOf(end, from + 1);
        return at < 0 ? text.length() : at + end.length();
    }

    private int run(boolean word) {
        int at = from;
        while (at < text.length() && (word
                ? isWord(text.charAt(at))
                : Character.isWhitespace(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}

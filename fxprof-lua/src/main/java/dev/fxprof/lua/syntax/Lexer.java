package dev.fxprof.lua.syntax;

import static dev.fxprof.lua.syntax.TokenKind.*;

import dev.fxprof.api.NativeNames;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a source into tokens, as llex.c of LuaGLM does. The source is text of one char a byte.
 */
final class Lexer {
    private static final int LONGEST_SHOWN = 60;

    /** The current token; {@link #end} is exclusive. */
    TokenKind kind;
    int start;
    int end;
    int line = 1;
    /** Where the token before it ended, and on which line. */
    int lastEnd;
    int lastLine = 1;

    final String source;
    private final Edits edits;
    private final StringReader strings;
    private int at;
    private int atLine = 1;

    private boolean isAhead;
    private TokenKind aheadKind;
    private int aheadStart;
    private int aheadEnd;
    private int aheadLine;

    Lexer(String source, Edits edits, Dialect dialect) {
        this.source = source;
        this.edits = edits;
        this.strings = new StringReader(this, edits, dialect);
    }

    /**
     * Skips what only files may begin with, a byte order mark and a first line that begins with #;
     * returns where Lua begins.
     */
    int begin(boolean isFile) {
        if (isFile) {
            skipPreamble();
        }
        int from = at;
        next();
        return from;
    }

    private void skipPreamble() {
        if (source.startsWith("\u00EF\u00BB\u00BF")) {
            edits.replace(0, 3, "");
            at = 3;
        }
        if (at < source.length() && source.charAt(at) == '#') {
            edits.replace(at, at + 1, "--");
            skipLine();
            if (at < source.length()) {
                newline();
            }
        }
    }

    void next() {
        lastEnd = end;
        lastLine = line;
        if (isAhead) {
            isAhead = false;
            kind = aheadKind;
            start = aheadStart;
            end = aheadEnd;
            line = aheadLine;
            return;
        }
        read();
    }

    /** Kind of the token after the current one. */
    TokenKind peek() {
        if (!isAhead) {
            TokenKind k = kind;
            int s = start;
            int e = end;
            int l = line;
            read();
            isAhead = true;
            aheadKind = kind;
            aheadStart = start;
            aheadEnd = end;
            aheadLine = line;
            kind = k;
            start = s;
            end = e;
            line = l;
        }
        return aheadKind;
    }

    String text() {
        return source.substring(start, end);
    }

    /** The hash of the current token, which is one. */
    int hash() {
        byte[] content = strings.content(start, end).getBytes(StandardCharsets.ISO_8859_1);
        return (int) NativeNames.hash(new String(content, StandardCharsets.UTF_8));
    }

    SyntaxError error(String message) {
        String near = switch (kind) {
            case EOF -> EOF.text;
            case OTHER -> "'" + character(source.charAt(start)) + "'";
            default -> "'" + shown(start, end) + "'";
        };
        return new SyntaxError(start, line, message + " near " + near);
    }

    SyntaxError error(int from, int to, String message) {
        return new SyntaxError(from, atLine, message + " near '" + shown(from, to) + "'");
    }

    private static String character(char c) {
        return c >= ' ' && c <= '~' ? String.valueOf(c) : "<\\" + (int) c + ">";
    }

    private String shown(int from, int to) {
        int last = Math.min(Math.min(to, source.length()), from + LONGEST_SHOWN);
        return source.substring(from, last).replaceAll("[\\x00-\\x1f\\x7f].*", "")
                + (to > last && to - from > LONGEST_SHOWN ? "..." : "");
    }

    private char charAt(int i) {
        return i < source.length() ? source.charAt(i) : '\0';
    }

    private void read() {
        skipBlanks();
        start = at;
        line = atLine;
        if (at >= source.length()) {
            kind = EOF;
        } else {
            kind = token(source.charAt(at));
        }
        end = at;
    }

    private void skipBlanks() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '\n' || c == '\r') {
                newline();
            } else if (c == ' ' || c == '\t' || c == '\f' || c == '\u000B') {
                at++;
            } else if (c == '-' && charAt(at + 1) == '-') {
                comment();
            } else if (c == '/' && charAt(at + 1) == '*') {
                blockComment();
            } else {
                return;
            }
        }
    }

    private void newline() {
        char c = source.charAt(at++);
        char d = charAt(at);
        if ((d == '\n' || d == '\r') && d != c) {
            at++;
        }
        atLine++;
    }

    private void skipLine() {
        while (at < source.length() && source.charAt(at) != '\n' && source.charAt(at) != '\r') {
            at++;
        }
    }

    private void comment() {
        int from = at;
        at += 2;
        int level = charAt(at) == '[' ? level() : -1;
        if (level >= 0) {
            longBracket(from, level, "comment");
        } else {
            skipLine();
        }
    }

    /** Blanked out, line ends excepted: no engine knows them. */
    private void blockComment() {
        int from = at;
        int fromLine = atLine;
        int close = source.indexOf("*/", at + 2);
        if (close < 0) {
            throw new SyntaxError(from, fromLine, "unfinished long comment (starting at line "
                    + fromLine + ") near " + EOF.text);
        }
        while (at < close + 2) {
            char c = source.charAt(at);
            if (c == '\n' || c == '\r') {
                edits.replace(from, at, " ".repeat(at - from));
                newline();
                from = at;
            } else {
                at++;
            }
        }
        edits.replace(from, at, " ".repeat(at - from));
    }

    /** Level of the long bracket that opens here, or -1 if none does. */
    private int level() {
        int i = at + 1;
        while (charAt(i) == '=') {
            i++;
        }
        return charAt(i) == '[' ? i - at - 1 : -1;
    }

    private void longBracket(int from, int level, String what) {
        int fromLine = atLine;
        at += level + 2;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == ']' && isClose(level)) {
                at += level + 2;
                return;
            }
            if (c == '\n' || c == '\r') {
                newline();
            } else {
                at++;
            }
        }
        throw new SyntaxError(from, fromLine, "unfinished long " + what + " (starting at line "
                + fromLine + ") near " + EOF.text);
    }

    private boolean isClose(int level) {
        for (int i = 1; i <= level; i++) {
            if (charAt(at + i) != '=') {
                return false;
            }
        }
        return charAt(at + level + 1) == ']';
    }

    private TokenKind token(char c) {
        if (isLetter(c)) {
            while (at < source.length() && isLetterOrDigit(source.charAt(at))) {
                at++;
            }
            return TokenKind.ofWord(source.substring(start, at));
        }
        if (isDigit(c) || c == '.' && isDigit(charAt(at + 1))) {
            at = Numerals.end(source, at);
            if (!Numerals.isWellFormed(source.substring(start, at))) {
                throw error(start, at, "malformed number");
            }
            return NUMBER;
        }
        return switch (c) {
            case '"', '\'' -> string(STRING);
            case '`' -> string(HASH);
            case '[' -> square();
            default -> symbol(c);
        };
    }

    private TokenKind string(TokenKind as) {
        at = strings.read(at, atLine);
        atLine += strings.lines();
        return as;
    }

    private TokenKind square() {
        int level = level();
        if (level >= 0) {
            longBracket(at, level, "string");
            return STRING;
        }
        if (charAt(at + 1) == '=') {
            throw error(at, at + 2, "invalid long string delimiter");
        }
        at++;
        return OPEN_SQUARE;
    }

    private TokenKind symbol(char c) {
        char d = charAt(at + 1);
        char e = charAt(at + 2);
        return switch (c) {
            case '+' -> d == '=' ? take(2, ADD_SET) : take(1, ADD);
            case '-' -> d == '=' ? take(2, SUB_SET) : take(1, SUB);
            case '*' -> d == '=' ? take(2, MUL_SET) : take(1, MUL);
            case '/' -> d == '/' ? take(2, IDIV) : d == '=' ? take(2, DIV_SET) : take(1, DIV);
            case '%' -> take(1, MOD);
            case '^' -> d == '=' ? take(2, BXOR_SET) : take(1, POW);
            case '#' -> take(1, LEN);
            case '&' -> d == '=' ? take(2, BAND_SET) : take(1, BAND);
            case '|' -> d == '=' ? take(2, BOR_SET) : take(1, BOR);
            case '~' -> d == '=' ? take(2, NE) : take(1, BXOR);
            case '=' -> d == '=' ? take(2, EQ) : take(1, SET);
            case '<' -> d == '='
                    ? take(2, LE)
                    : d != '<' ? take(1, LT) : e == '=' ? take(3, SHL_SET) : take(2, SHL);
            case '>' -> d == '='
                    ? take(2, GE)
                    : d != '>' ? take(1, GT) : e == '=' ? take(3, SHR_SET) : take(2, SHR);
            case '.' -> d != '.' ? take(1, DOT) : e == '.' ? take(3, DOTS) : take(2, CONCAT);
            case ':' -> d == ':' ? take(2, LABEL) : take(1, COLON);
            case '(' -> take(1, OPEN);
            case ')' -> take(1, CLOSE);
            case ']' -> take(1, CLOSE_SQUARE);
            case '{' -> take(1, OPEN_CURLY);
            case '}' -> take(1, CLOSE_CURLY);
            case ',' -> take(1, COMMA);
            case ';' -> take(1, SEMICOLON);
            case '?' -> take(1, SAFE);
            default -> take(1, OTHER);
        };
    }

    private TokenKind take(int length, TokenKind as) {
        at += length;
        return as;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    static boolean isLetterOrDigit(char c) {
        return isLetter(c) || isDigit(c);
    }
}

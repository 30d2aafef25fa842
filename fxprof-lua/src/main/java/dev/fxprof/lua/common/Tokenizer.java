package dev.fxprof.lua.common;

import java.util.ArrayList;
import java.util.List;

/** Cuts a Lua source that has already parsed into tokens. Keywords are names. */
final class Tokenizer {
    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokenizer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String source) {
        Tokenizer tokenizer = new Tokenizer(source);
        while (tokenizer.at < source.length()) {
            tokenizer.next();
        }
        return tokenizer.tokens;
    }

    private void next() {
        char c = source.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (source.startsWith("--", at)) {
            comment();
        } else if (Character.isLetter(c) || c == '_') {
            add(Token.Type.NAME, wordEnd());
        } else if (isDigit(c) || c == '.' && isDigit(peek(1))) {
            add(Token.Type.NUMBER, numberEnd());
        } else if (c == '"' || c == '\'') {
            string(c);
        } else if (c == '[' && longBracketLevel(at) >= 0) {
            tokens.add(new Token(Token.Type.STRING, longBracket()));
        } else {
            symbol();
        }
    }

    private void add(Token.Type type, int end) {
        tokens.add(new Token(type, source.substring(at, end)));
        at = end;
    }

    private char peek(int ahead) {
        return at + ahead < source.length() ? source.charAt(at + ahead) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private int wordEnd() {
        int end = at;
        while (end < source.length() && (Character.isLetterOrDigit(source.charAt(end))
                || source.charAt(end) == '_')) {
            end++;
        }
        return end;
    }

    private int numberEnd() {
        boolean hex = source.startsWith("0x", at) || source.startsWith("0X", at);
        int end = at;
        while (end < source.length()) {
            char c = source.charAt(end);
            char before = end == at ? '\0' : Character.toLowerCase(source.charAt(end - 1));
            boolean sign = (c == '+' || c == '-') && before == (hex ? 'p' : 'e');
            if (!Character.isLetterOrDigit(c) && c != '.' && !sign) {
                break;
            }
            if (source.startsWith("..", end)) {
                break;
            }
            end++;
        }
        return end;
    }

    private void comment() {
        at += 2;
        if (peek(0) == '[' && longBracketLevel(at) >= 0) {
            longBracket();
            return;
        }
        int end = source.indexOf('\n', at);
        at = end < 0 ? source.length() : end + 1;
    }

    /** Level of the long bracket that opens at an index, or -1 if none does. */
    private int longBracketLevel(int start) {
        int i = start + 1;
        while (i < source.length() && source.charAt(i) == '=') {
            i++;
        }
        return i < source.length() && source.charAt(i) == '[' ? i - start - 1 : -1;
    }

    private String longBracket() {
        int level = longBracketLevel(at);
        int start = at + level + 2;
        String close = "]" + "=".repeat(level) + "]";
        int end = source.indexOf(close, start);
        if (end < 0) {
            end = source.length();
        }
        at = Math.min(source.length(), end + close.length());
        return source.substring(Math.min(start, end), end);
    }

    private void string(char quote) {
        int end = at + 1;
        while (end < source.length() && source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(end, source.length());
        tokens.add(new Token(Token.Type.STRING, source.substring(at + 1, end)));
        at = Math.min(end + 1, source.length());
    }

    private void symbol() {
        for (String two : new String[]{"...", "..", "==", "~=", "<=", ">=", "::"}) {
            if (source.startsWith(two, at)) {
                add(Token.Type.SYMBOL, at + two.length());
                return;
            }
        }
        add(Token.Type.SYMBOL, at + 1);
    }
}

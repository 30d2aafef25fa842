package dev.fxprof.lua.syntax;

/** Quoted strings and their escapes, as llex.c of Lua 5.4 reads them. */
final class StringReader {
    private static final int LONGEST_CODE = 8;

    private final Lexer lexer;
    private final Edits edits;
    private final Dialect dialect;
    private final String source;
    private int lines;

    StringReader(Lexer lexer, Edits edits, Dialect dialect) {
        this.lexer = lexer;
        this.edits = edits;
        this.dialect = dialect;
        this.source = lexer.source;
    }

    /** Line ends within the string read last. */
    int lines() {
        return lines;
    }

    private char charAt(int i) {
        return i < source.length() ? source.charAt(i) : '\0';
    }

    /** Checks a string that begins at a position; returns where it ends. */
    int read(int start, int line) {
        char quote = source.charAt(start);
        lines = 0;
        int at = start + 1;
        while (true) {
            if (at >= source.length()) {
                throw new SyntaxError(start, line, "unfinished string near <eof>");
            }
            char c = source.charAt(at);
            if (c == quote) {
                return at + 1;
            }
            if (c == '\n' || c == '\r') {
                throw lexer.error(start, at, "unfinished string");
            }
            at = c == '\\' ? escape(start, at) : at + 1;
        }
    }

    private int escape(int start, int at) {
        char c = charAt(at + 1);
        switch (c) {
            case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\', '"', '\'', '`' -> {
                return at + 2;
            }
            case '\n', '\r' -> {
                return newline(at + 1);
            }
            case 'x' -> {
                int wrong = isHex(charAt(at + 2)) ? isHex(charAt(at + 3)) ? 0 : at + 3 : at + 2;
                if (wrong > 0) {
                    throw lexer.error(start, wrong + 1, "hexadecimal digit expected");
                }
                return at + 4;
            }
            case 'u' -> {
                return codePoint(start, at);
            }
            case 'z' -> {
                return blanks(at + 2);
            }
            default -> {
                return decimal(start, at);
            }
        }
    }

    private int newline(int at) {
        lines++;
        char d = charAt(at + 1);
        return (d == '\n' || d == '\r') && d != source.charAt(at) ? at + 2 : at + 1;
    }

    private int blanks(int from) {
        int at = from;
        while (at < source.length() && " \t\n\r\f\u000B".indexOf(source.charAt(at)) >= 0) {
            char c = source.charAt(at);
            at = c == '\n' || c == '\r' ? newline(at) : at + 1;
        }
        return at;
    }

    private int decimal(int start, int at) {
        int end = at + 1;
        int value = 0;
        while (end < at + 4 && Lexer.isDigit(charAt(end))) {
            value = value * 10 + source.charAt(end) - '0';
            end++;
        }
        if (end == at + 1) {
            throw lexer.error(start, at + 2, "invalid escape sequence");
        }
        if (value > 255) {
            throw lexer.error(start, end + 1, "decimal escape too large");
        }
        return end;
    }

    private int codePoint(int start, int at) {
        int end = at + 3;
        if (charAt(at + 2) != '{') {
            throw lexer.error(start, end, "missing '{' in \\u{xxxx}");
        }
        while (isHex(charAt(end)) && end < at + 3 + LONGEST_CODE + 1) {
            end++;
        }
        if (end == at + 3) {
            throw lexer.error(start, end + 1, "hexadecimal digit expected");
        }
        long code = Long.parseLong(source, at + 3, end, 16);
        if (code > Integer.MAX_VALUE) {
            throw lexer.error(start, end, "UTF-8 value too large");
        }
        if (charAt(end) != '}') {
            throw lexer.error(start, end + 1, "missing '}' in \\u{xxxx}");
        }
        if (dialect == Dialect.LUAJ) {
            StringBuilder bytes = new StringBuilder();
            for (char b : utf8((int) code).toCharArray()) {
                bytes.append('\\').append("%03d".formatted((int) b));
            }
            edits.replace(at, end + 1, bytes.toString());
        }
        return end + 1;
    }

    /** The bytes of a code point, up to 31 bits, as Lua writes them. */
    private static String utf8(int code) {
        if (code < 0x80) {
            return String.valueOf((char) code);
        }
        StringBuilder bytes = new StringBuilder();
        int rest = code;
        int room = 0x3F;
        while (rest > room) {
            bytes.insert(0, (char) (0x80 | rest & 0x3F));
            rest >>>= 6;
            room >>= 1;
        }
        return bytes.insert(0, (char) (~room << 1 & 0xFF | rest)).toString();
    }

    private static boolean isHex(char c) {
        return Lexer.isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    /** Content of a string that has been read, one char a byte. */
    String content(int start, int end) {
        StringBuilder content = new StringBuilder();
        int at = start + 1;
        while (at < end - 1) {
            char c = source.charAt(at);
            if (c != '\\') {
                content.append(c);
                at++;
                continue;
            }
            int next = escape(start, at);
            content.append(value(at, next));
            at = next;
        }
        return content.toString();
    }

    private String value(int at, int next) {
        char c = source.charAt(at + 1);
        return switch (c) {
            case 'a' -> "\u0007";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n', '\n', '\r' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'v' -> "\u000B";
            case '\\', '"', '\'', '`' -> String.valueOf(c);
            case 'x' -> String.valueOf((char) Integer.parseInt(source, at + 2, at + 4, 16));
            case 'u' -> utf8((int) Long.parseLong(source, at + 3, next - 1, 16));
            case 'z' -> "";
            default -> String.valueOf((char) Integer.parseInt(source, at + 1, next, 10));
        };
    }
}

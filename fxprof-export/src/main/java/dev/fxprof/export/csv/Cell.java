package dev.fxprof.export.csv;

/**
 * Text within a cell. Quoted as RFC 4180 says. What a spreadsheet would take for a formula gets an
 * apostrophe in front, as OWASP advises, and so does what begins with an apostrophe itself: so one in
 * front of such text is always ours to remove.
 */
final class Cell {
    /** The last four are the first ones in full width. */
    private static final String DANGEROUS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
    private static final char GUARD = '\'';

    private Cell() {
    }

    static void append(StringBuilder to, String text) {
        boolean guarded = isGuarded(text, 0);
        if (!guarded && !needsQuotes(text)) {
            to.append(text);
            return;
        }
        to.append('"');
        if (guarded) {
            to.append(GUARD);
        }
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"') {
                to.append('"');
            }
            to.append(character);
        }
        to.append('"');
    }

    /** The text that was meant. */
    static String plain(String cell) {
        return cell.length() > 1 && cell.charAt(0) == GUARD && isGuarded(cell, 1)
                ? cell.substring(1)
                : cell;
    }

    private static boolean isGuarded(String text, int at) {
        return text.length() > at
                && (text.charAt(at) == GUARD || DANGEROUS.indexOf(text.charAt(at)) >= 0);
    }

    private static boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            // A semicolon separates cells where the comma is the decimal point.
            if (character < ' ' || character == '"' || character == ',' || character == ';') {
                return true;
            }
        }
        return !text.isEmpty() && (text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ');
    }
}

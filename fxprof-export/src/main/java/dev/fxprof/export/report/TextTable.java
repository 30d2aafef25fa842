package dev.fxprof.export.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Aligned columns for a terminal: the first to the left, figures to the right. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<String[]> lines = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param titles heads of its columns
     */
    public TextTable(String... titles) {
        lines.add(titles);
    }

    /**
     * Adds a line.
     *
     * @param cells as many as there are columns
     */
    public void add(String... cells) {
        lines.add(cells);
    }

    /**
     * Prints the table.
     *
     * @param to takes lines that end with a newline each
     */
    public void print(StringBuilder to) {
        int[] widths = new int[lines.getFirst().length];
        for (String[] line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(line[i]));
            }
        }
        int figures = Arrays.stream(widths).skip(1).map(width -> width + GAP.length()).sum();
        widths[0] = Math.max(1, Math.min(widths[0], ReportText.WIDTH - figures));
        for (String[] line : lines) {
            String first = shorten(line[0], widths[0]);
            to.append(first).repeat(' ', widths[0] - length(first));
            for (int i = 1; i < widths.length; i++) {
                to.append(GAP).repeat(' ', widths[i] - length(line[i])).append(line[i]);
            }
            to.append('\n');
        }
    }

    /** Cuts a text to a number of characters. */
    static String shorten(String text, int width) {
        return length(text) <= width
                ? text
                : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    /**
     * Takes out what would steer the terminal or turn the line around.
     *
     * @param text a name, say
     * @return the text with question marks in those places
     */
    public static String harmless(String text) {
        return text.codePoints().map(TextTable::visible).collect(StringBuilder::new,
                StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static int visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                '?';
            default -> character;
        };
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}

package dev.fxprof.export.diff;

import dev.fxprof.export.report.Markdown;
import dev.fxprof.export.report.TextTable;
import java.util.List;

/** A comparison as a comment on a pull request, in GitHub's Markdown. */
public final class DiffMarkdown {
    private static final int MOST_ROWS = 40;
    private static final DiffWords WORDS = new DiffWords(DiffMarkdown::code);

    private DiffMarkdown() {
    }

    /**
     * Renders a comparison: the verdict, the changes that count, all others folded away.
     *
     * @param comparison what to render
     * @return Markdown in which names of scripts have no effect of their own
     */
    public static String render(Comparison comparison) {
        StringBuilder text = new StringBuilder("### fxprof: ")
                .append(WORDS.sentence(comparison)).append("\n\n");
        List<Change> counted = comparison.significant();
        if (!counted.isEmpty()) {
            table(text, counted);
        }
        text.append("<details><summary>").append(comparison.changes().size())
                .append(" things compared</summary>\n\n");
        table(text, comparison.changes());
        text.append("</details>\n\n");
        WORDS.details(comparison).forEach(line -> text.append(line).append("\n"));
        comparison.notes().forEach(note -> text
                .append(Markdown.plain(TextTable.harmless(note))).append("\n"));
        return text.toString();
    }

    private static void table(StringBuilder text, List<Change> changes) {
        text.append("| change | before | after | effect | 95 % interval | sure |\n")
                .append("|---|--:|--:|--:|--:|---|\n");
        changes.stream().limit(MOST_ROWS).forEach(change -> {
            String place = WORDS.place(change);
            text.append("| ").append(WORDS.label(change))
                    .append(place.isEmpty() ? "" : " (" + place + ")").append(" | ")
                    .append(DiffWords.duration(change.beforeNanos())).append(" | ")
                    .append(DiffWords.duration(change.afterNanos())).append(" | ")
                    .append(DiffWords.effect(change)).append(" | ")
                    .append(DiffWords.interval(change)).append(" | ")
                    .append(change.significant() ? "**yes**" : "-").append(" |\n");
        });
        if (changes.size() > MOST_ROWS) {
            text.append("\n").append(changes.size() - MOST_ROWS).append(" more in `--json`.\n");
        }
        text.append('\n');
    }

    /** A name as code: there neither links nor mentions nor HTML nor other Markdown take effect. */
    static String code(String name) {
        StringBuilder code = new StringBuilder("`");
        TextTable.harmless(name).codePoints().forEach(character -> {
            switch (character) {
                case '`' -> code.append('\'');
                case '|' -> code.append("\\|");
                case '\\' -> code.append('/');
                default -> code.appendCodePoint(character);
            }
        });
        return code.append(name.isBlank() ? "?`" : "`").toString();
    }
}

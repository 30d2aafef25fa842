package dev.fxprof.export.diff;

import dev.fxprof.export.report.TextTable;
import dev.fxprof.export.report.Units;

/** A comparison as a terminal shows it: the verdict first, then the changes in order of importance. */
public final class DiffText {
    private static final int MOST_ROWS = 20;

    private DiffText() {
    }

    /**
     * Renders a comparison.
     *
     * @param comparison what to render
     * @return lines that end with a newline each
     */
    public static String render(Comparison comparison) {
        DiffWords words = new DiffWords(TextTable::harmless);
        StringBuilder text = new StringBuilder(words.sentence(comparison)).append("\n\n");
        TextTable table = new TextTable("Change", "before", "after", "effect", "95 % interval",
                "share", "sure");
        comparison.changes().stream().limit(MOST_ROWS)
                .forEach(change -> table.add(words.label(change),
                        DiffWords.duration(change.beforeNanos()),
                        DiffWords.duration(change.afterNanos()), DiffWords.effect(change),
                        DiffWords.interval(change), Units.percent(change.tickPercent()),
                        change.significant() ? "yes" : "-"));
        table.print(text);
        int more = comparison.changes().size() - MOST_ROWS;
        if (more > 0) {
            text.append("and ").append(more).append(" more, see --json\n");
        }
        text.append('\n');
        words.details(comparison).forEach(line -> text.append(line).append('\n'));
        comparison.notes().forEach(
                note -> text.append(TextTable.harmless(note)).append('\n'));
        return text.toString();
    }
}

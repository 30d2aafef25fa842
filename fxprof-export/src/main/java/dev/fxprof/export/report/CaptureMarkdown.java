package dev.fxprof.export.report;

import java.util.List;

/** The report on a capture as Markdown, for a comment on GitHub. Names are code, so they do nothing. */
public final class CaptureMarkdown {
    private static final int LONGEST_NAME = 100;

    private CaptureMarkdown() {
    }

    /**
     * Renders a report.
     *
     * @param capture what to render
     * @param file name of the file
     * @param top rows a table
     * @return lines that end with a newline each
     */
    public static String render(CaptureReport capture, String file, int top) {
        StringBuilder text = new StringBuilder();
        text.append("**").append(Markdown.plain(capture.verdict())).append("**\n\n");
        Summary.lines(capture, file)
                .forEach(line -> text.append("- ").append(Markdown.plain(line)).append('\n'));
        List<Hitch> ticks = Summary.slow(capture, top);
        if (!ticks.isEmpty()) {
            text.append("\n### ").append(Summary.slowTitle(capture)).append("\n\n");
            ticks.forEach(tick -> text.append("- ").append(Markdown.code(ReportText.sentence(tick)))
                    .append('\n'));
        }
        for (ReportTable table : ReportTable.of(capture.report(), top)) {
            print(text, table);
        }
        return text.toString();
    }

    private static void print(StringBuilder text, ReportTable table) {
        text.append("\n### ").append(table.title()).append("\n\n|");
        table.heads().forEach(head -> text.append(' ').append(head).append(" |"));
        text.append("\n|---|").append("---:|".repeat(table.heads().size() - 1)).append('\n');
        for (List<String> row : table.rows()) {
            String name = TextTable.shorten(row.getFirst(), LONGEST_NAME);
            text.append("| ").append(Markdown.code(name).replace("|", "\\|")).append(" |");
            row.stream().skip(1).forEach(cell -> text.append(' ').append(cell).append(" |"));
            text.append('\n');
        }
        if (table.more() > 0) {
            text.append("\n… ").append(Units.count(table.more())).append(" more\n");
        }
    }
}

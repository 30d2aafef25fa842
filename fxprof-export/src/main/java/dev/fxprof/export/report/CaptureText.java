package dev.fxprof.export.report;

import java.util.List;

/** The report on a capture as a terminal shows it: what matters most comes first, no colours. */
public final class CaptureText {
    private CaptureText() {
    }

    /**
     * Renders a report.
     *
     * @param capture what to render
     * @param file name of the file
     * @param top rows a table, and callees a node of the tree
     * @param order of the callees in the tree of a tick
     * @return lines that end with a newline each
     */
    public static String render(CaptureReport capture, String file, int top, TreeOrder order) {
        StringBuilder text = new StringBuilder();
        text.append(capture.verdict()).append("\n\n");
        Summary.lines(capture, file).forEach(line -> text.append(line).append('\n'));
        capture.tree().ifPresent(tree -> new TreeText(tree, top, order).print(text));
        slow(text, capture, top);
        for (ReportTable table : ReportTable.of(capture.report(), top)) {
            print(text.append('\n'), table);
        }
        return text.toString();
    }

    private static void slow(StringBuilder text, CaptureReport capture, int top) {
        List<Hitch> ticks = Summary.slow(capture, top);
        if (!ticks.isEmpty()) {
            text.append('\n').append(Summary.slowTitle(capture)).append('\n');
            ticks.forEach(
                    tick -> text.append("  ").append(ReportText.sentence(tick)).append('\n'));
        }
    }

    private static void print(StringBuilder text, ReportTable table) {
        TextTable lines = new TextTable(table.heads().toArray(String[]::new));
        table.rows().forEach(row -> lines.add(row.toArray(String[]::new)));
        lines.print(text);
        if (table.more() > 0) {
            text.append("… ").append(Units.count(table.more())).append(" more\n");
        }
    }
}

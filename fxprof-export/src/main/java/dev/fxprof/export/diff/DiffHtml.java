package dev.fxprof.export.diff;

import dev.fxprof.export.flamegraph.DifferentialFlameGraph;
import dev.fxprof.export.flamegraph.FlameGraph;
import dev.fxprof.export.flamegraph.FlameGraphOptions;
import dev.fxprof.export.flamegraph.StackTotals;
import dev.fxprof.export.page.PageText;
import dev.fxprof.export.report.TextTable;
import java.io.IOException;

/**
 * A comparison as one HTML page that needs nothing else: the verdict, the table, and the differential
 * flame graph in both directions. It loads nothing from anywhere.
 */
public final class DiffHtml {
    private static final DiffWords WORDS = new DiffWords(DiffHtml::escaped);
    private static final int MOST_ROWS = 200;
    private static final String STYLE = """
            body{font:15px/1.45 system-ui,sans-serif;margin:1.5rem auto;max-width:76rem;padding:0 1rem;
            color:#1b1f24;background:#fff}
            h1{font-size:1.3rem}h2{font-size:1.05rem;margin-top:2rem}
            table{border-collapse:collapse;width:100%}
            th,td{padding:.25rem .6rem;border-bottom:1px solid #d8dee4;text-align:right;
            font-variant-numeric:tabular-nums}
            th:first-child,td:first-child{text-align:left;overflow-wrap:anywhere}
            tr.slower td:nth-child(4){color:#b3261e;font-weight:600}
            tr.faster td:nth-child(4){color:#0b57d0;font-weight:600}
            small{color:#59636e}.wide{overflow-x:auto}
            """;

    private DiffHtml() {
    }

    /**
     * Writes the page.
     *
     * @param comparison what to show
     * @param before stacks of a recording from before, for the flame graphs
     * @param after stacks of one from after
     * @param to takes the page
     * @throws IOException if {@code to} fails
     */
    public static void write(Comparison comparison, StackTotals before, StackTotals after,
            Appendable to) throws IOException {
        to.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                + "base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; "
                + "script-src ").append(FlameGraph.scriptHash()).append("\">\n"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        + "<title>fxprof diff</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>").append(WORDS.sentence(comparison))
                .append("</h1>\n");
        for (String line : WORDS.details(comparison)) {
            to.append("<p>").append(line).append("</p>\n");
        }
        for (String note : comparison.notes()) {
            to.append("<p>").append(escaped(note)).append("</p>\n");
        }
        table(comparison, to);
        graph("The first recording of each side, widths as after the change", before, after, false,
                to);
        graph("The same, widths as before the change", before, after, true, to);
        to.append("</body>\n</html>\n");
    }

    private static void table(Comparison comparison, Appendable to) throws IOException {
        to.append("<h2>Changes</h2>\n<div class=\"wide\"><table>\n<tr><th>change</th>"
                + "<th>before</th><th>after</th><th>effect</th><th>95 % interval</th>"
                + "<th>share</th></tr>\n");
        for (Change change : comparison.changes().stream().limit(MOST_ROWS).toList()) {
            String look = change.significant() ? change.percent() > 0 ? "slower" : "faster" : "";
            String place = WORDS.place(change);
            to.append("<tr class=\"").append(look).append("\"><td>").append(WORDS.label(change))
                    .append(place.isEmpty() ? "" : " <small>" + place + "</small>")
                    .append("</td><td>").append(DiffWords.duration(change.beforeNanos()))
                    .append("</td><td>").append(DiffWords.duration(change.afterNanos()))
                    .append("</td><td>").append(DiffWords.effect(change)).append("</td><td>")
                    .append(DiffWords.interval(change)).append("</td><td>")
                    .append(DiffWords.percent(change.tickPercent())).append("</td></tr>\n");
        }
        to.append("</table></div>\n");
    }

    private static void graph(String title, StackTotals before, StackTotals after,
            boolean mirrored, Appendable to) throws IOException {
        to.append("<h2>").append(title).append("</h2>\n");
        DifferentialFlameGraph.write(before, after,
                new DifferentialFlameGraph.Comparison(mirrored, true),
                FlameGraphOptions.DEFAULT.titled(title).inPage(), to);
    }

    private static String escaped(String name) {
        return PageText.escape(TextTable.harmless(name));
    }
}

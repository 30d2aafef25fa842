package dev.fxprof.bench.report;

import dev.fxprof.bench.table.Row;
import java.util.List;
import java.util.stream.Collectors;

/** A result as a page of the documentation. */
public final class MarkdownReport {
    private MarkdownReport() {
    }

    /**
     * Renders a result.
     *
     * @param report the result
     * @return the page
     */
    public static String render(Report report) {
        StringBuilder page = new StringBuilder();
        Machine machine = report.machine();
        page.append("# Benchmarks\n\n").append(report.about())
                .append(" A ratio is measured / peer, both from one run.\n\n")
                .append("| machine | ").append(machine.cpu()).append(", ").append(machine.cores())
                .append(" cores |\n|---|---|\n| system | ").append(machine.os())
                .append(" |\n| JDK | ").append(machine.jdk()).append(" |\n| date | ")
                .append(machine.date()).append(" |\n| commit | ").append(machine.commit())
                .append(" |\n| command | `").append(report.command()).append("` |\n");
        report.tables().forEach((name, rows) -> table(page, name, rows));
        if (!report.notes().isEmpty()) {
            page.append("\n## To be known\n\n");
            report.notes().forEach(note -> page.append("- ").append(note).append('\n'));
        }
        return page.toString();
    }

    private static void table(StringBuilder page, String name, List<Row> rows) {
        page.append("\n## ").append(name)
                .append("\n\n| row | published | measured | spread | verdict | peers |\n")
                .append("|---|---|---|---|---|---|\n");
        rows.forEach(row -> row(page, row));
        String targets = rows.stream().flatMap(row -> row.targets().stream()
                .map(target -> "- " + row.id() + ", " + Units.target(target) + "\n"))
                .collect(Collectors.joining());
        if (!targets.isEmpty()) {
            page.append("\nTargets:\n\n").append(targets);
        }
        String extras = rows.stream().flatMap(row -> Units.extras(row).stream()
                .map(group -> "- " + row.id() + ", " + group + "\n"))
                .collect(Collectors.joining());
        if (!extras.isEmpty()) {
            page.append("\nBeside them:\n\n").append(extras);
        }
    }

    private static void row(StringBuilder page, Row row) {
        String measured = "-";
        String spread = "-";
        if (row.measured().isPresent()) {
            measured = Units.figure(row.measured().getAsDouble(), row.unit());
            double[] ends = Row.spread(row.forks());
            spread = Units.figure(ends[0], row.unit()) + " to "
                    + Units.figure(ends[1], row.unit());
        }
        String peers = row.peers().entrySet().stream()
                .map(peer -> peer.getKey() + " " + Units.figure(peer.getValue(), row.unit())
                        + (row.ratios().containsKey(peer.getKey())
                                ? " (" + Units.ratio(row.ratios().get(peer.getKey())) + ")"
                                : ""))
                .collect(Collectors.joining("<br>"));
        page.append("| ").append(String.join(" | ", row.id(),
                row.published() == null ? "-" : Units.figure(row.published(), row.unit()),
                measured, spread, row.verdict(), peers.isEmpty() ? "-" : peers)).append(" |\n");
    }
}

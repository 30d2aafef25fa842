package dev.fxprof.bench.report;

import dev.fxprof.bench.table.Row;
import java.util.Map;
import java.util.stream.Collectors;

/** A result for the terminal. */
public final class TextReport {
    private TextReport() {
    }

    /**
     * Renders a result.
     *
     * @param report the result
     * @return lines of text
     */
    public static String render(Report report) {
        StringBuilder text = new StringBuilder();
        Machine machine = report.machine();
        line(text, "%s, %d cores, %s, %s", machine.cpu(), machine.cores(), machine.os(),
                machine.jdk());
        line(text, "%s, commit %s", machine.date(), machine.commit());
        if (!report.tables().isEmpty()) {
            line(text, "%s", report.about());
        }
        report.tables().forEach((name, rows) -> {
            line(text, "");
            rows.forEach(row -> row(text, row));
        });
        report.notes().forEach(note -> line(text, "%s", note));
        return text.toString();
    }

    private static void row(StringBuilder text, Row row) {
        if (row.measured().isEmpty()) {
            line(text, "%-22s %s", row.id(), row.verdict());
            return;
        }
        line(text, "%-22s %22s  %s  %s%s", row.id(),
                Units.figure(row.measured().getAsDouble(), row.unit()),
                spread(row.forks(), row.unit()), row.verdict(),
                row.published() == null
                        ? ""
                        : ", published " + Units.figure(row.published(), row.unit()));
        row.peers().forEach((peer, value) -> peer(text, row, peer, value));
        row.targets().forEach(target -> line(text, "    %s", Units.target(target)));
        Units.extras(row).forEach(extras -> line(text, "    %s", extras));
    }

    private static void peer(StringBuilder text, Row row, String peer, double value) {
        Map<String, Double> ways = row.variants().getOrDefault(peer, Map.of());
        String also = ways.entrySet().stream()
                .map(way -> way.getKey() + " " + Units.figure(way.getValue(), row.unit()))
                .collect(Collectors.joining(", "));
        line(text, "    %-18s %22s  %s  ratio %s%s", peer, Units.figure(value, row.unit()),
                spread(row.peerForks().get(peer), row.unit()), Units.ratio(row.ratios().get(peer)),
                also.isEmpty() ? "" : "  (" + also + ")");
    }

    private static String spread(double[] forks, String unit) {
        double[] spread = Row.spread(forks);
        return "[" + Units.figure(spread[0], unit) + " .. " + Units.figure(spread[1], unit) + "]";
    }

    private static void line(StringBuilder text, String format, Object... args) {
        text.append(Units.format(format, args).stripTrailing()).append(System.lineSeparator());
    }
}

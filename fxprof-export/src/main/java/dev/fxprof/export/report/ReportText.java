package dev.fxprof.export.report;

import java.util.List;
import java.util.stream.Collectors;

/** The report as a terminal shows it: at most {@value #WIDTH} characters a line, no colours. */
public final class ReportText {
    /** Longest line, in characters. */
    static final int WIDTH = 110;

    private static final int TOP = 10;

    private ReportText() {
    }

    /**
     * Renders a report: resources, what took the most self time, natives and slowest ticks.
     *
     * @param report what to render
     * @param mostResources how many resources to list; the rest is summed up in one line
     * @return lines that end with a newline each
     */
    public static String render(Report report, int mostResources) {
        var text = new StringBuilder();
        resources(text, report.resources(), mostResources);
        if (!report.functions().isEmpty()) {
            rows(text, "Functions", report.functions());
        } else {
            rows(text, "Events", report.events());
            rows(text, "Exports", report.exports());
            rows(text, "Threads", report.threads());
        }
        rows(text, "Natives", report.natives());
        slowest(text, report.slowestTicks());
        return text.toString();
    }

    /**
     * Says in one line where the time of a tick went.
     *
     * @param hitch the tick
     * @return such as {@code tick 812: 41.2 ms, police › event 'x' › checkPlayers (38.0 ms self)}
     */
    public static String sentence(Hitch hitch) {
        String start = "tick " + hitch.tick() + ": " + Units.duration(hitch.durationNanos()) + ", ";
        String end = " (" + Units.duration(hitch.selfNanos()) + " self"
                + (hitch.source() > 0 ? ", player " + hitch.source() : "") + ")";
        List<String> names = hitch.chain().stream().skip(1).map(Labels::of).toList();
        String owner = TextTable.harmless(hitch.resource()) + " › ";
        String chain = names.isEmpty() ? "the tick itself" : String.join(" › ", names);
        int room = WIDTH - start.length() - owner.length() - end.length() - 2;
        // The culprit stands last, so the middle of the chain is what gives way.
        int skipped = 1;
        while (chain.length() > room && skipped < names.size()) {
            chain = "… › " + names.stream().skip(skipped++).collect(Collectors.joining(" › "));
        }
        return TextTable.shorten(start + owner + chain, WIDTH - end.length() - 2) + end;
    }

    private static void resources(StringBuilder text, List<ResourceRow> rows, int most) {
        var table = new TextTable("Resource", "calls", "self", "total", "p50/tick", "p99/tick",
                "max/tick", "share");
        rows.stream().limit(most)
                .forEach(row -> table.add(TextTable.harmless(row.name()), Units.count(row.calls()),
                        Units.duration(row.selfNanos()), Units.duration(row.totalNanos()),
                        Units.duration(row.p50Nanos()), Units.duration(row.p99Nanos()),
                        Units.duration(row.maxNanos()), Units.percent(row.tickPercent())));
        if (rows.size() > most) {
            List<ResourceRow> rest = rows.subList(most, rows.size());
            table.add(rest.size() + " more",
                    Units.count(rest.stream().mapToLong(ResourceRow::calls).sum()),
                    Units.duration(rest.stream().mapToLong(ResourceRow::selfNanos).sum()), "", "",
                    "", "", Units.percent(
                            rest.stream().mapToDouble(ResourceRow::tickPercent).sum()));
        }
        table.print(text);
    }

    private static void rows(StringBuilder text, String title, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        text.append('\n');
        var table = new TextTable(title, "calls", "self", "total", "p50", "p99", "max", "share");
        rows.stream().limit(TOP)
                .forEach(row -> table.add(Labels.of(row), Units.count(row.calls()),
                        Units.duration(row.selfNanos()), Units.duration(row.totalNanos()),
                        Units.duration(row.p50Nanos()), Units.duration(row.p99Nanos()),
                        Units.duration(row.maxNanos()), Units.percent(row.tickPercent())));
        table.print(text);
    }

    private static void slowest(StringBuilder text, List<Hitch> ticks) {
        if (ticks.isEmpty()) {
            return;
        }
        text.append("\nSlowest ticks\n");
        for (Hitch tick : ticks) {
            text.append("  ").append(sentence(tick)).append('\n');
        }
    }
}

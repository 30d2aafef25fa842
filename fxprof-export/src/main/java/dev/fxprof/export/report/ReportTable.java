package dev.fxprof.export.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A table as people read it: names to the left, figures in words.
 *
 * @param title what its rows are
 * @param heads titles of the columns, that of the names first
 * @param rows cells, the names first
 * @param more how many rows were left out
 */
record ReportTable(String title, List<String> heads, List<List<String>> rows, int more) {
    /** One column. */
    record Column<T>(String head, Function<T, String> cell) {}

    private static final List<Column<Row>> ROWS = List.of(new Column<>("", Labels::of),
            new Column<>("calls", row -> Units.count(row.calls())),
            new Column<>("/s", row -> Units.rate(row.callsPerSecond())),
            new Column<>("self", row -> Units.compact(row.selfNanos())),
            new Column<>("total", row -> Units.compact(row.totalNanos())),
            new Column<>("mean", row -> Units.compact(row.meanNanos())),
            new Column<>("p50", row -> Units.compact(row.p50Nanos())),
            new Column<>("p95", row -> Units.compact(row.p95Nanos())),
            new Column<>("p99", row -> Units.compact(row.p99Nanos())),
            new Column<>("max", row -> Units.compact(row.maxNanos())),
            new Column<>("share", row -> Units.share(row.tickPercent())));

    private static final List<Column<ResourceRow>> RESOURCES = List.of(
            new Column<>("", row -> TextTable.harmless(row.name())),
            new Column<>("calls", row -> Units.count(row.calls())),
            new Column<>("/s", row -> Units.rate(row.callsPerSecond())),
            new Column<>("self", row -> Units.compact(row.selfNanos())),
            new Column<>("total", row -> Units.compact(row.totalNanos())),
            new Column<>("mean/tick", row -> Units.compact(row.meanNanos())),
            new Column<>("p50/tick", row -> Units.compact(row.p50Nanos())),
            new Column<>("p95/tick", row -> Units.compact(row.p95Nanos())),
            new Column<>("p99/tick", row -> Units.compact(row.p99Nanos())),
            new Column<>("max/tick", row -> Units.compact(row.maxNanos())),
            new Column<>("share", row -> Units.share(row.tickPercent())));

    private static final List<Column<PlayerRow>> PLAYERS = List.of(
            new Column<>("", row -> player(row.source()) + (row.topEvent().isEmpty()
                    ? ""
                    : ", mostly " + TextTable.harmless(row.topEvent()))),
            new Column<>("calls", row -> Units.count(row.calls())),
            new Column<>("self", row -> Units.compact(row.selfNanos())),
            new Column<>("total", row -> Units.compact(row.totalNanos())),
            new Column<>("share", row -> Units.share(row.tickPercent())));

    private static final List<Column<OverheadRow>> OVERHEAD = List.of(
            new Column<>("", OverheadRow::name),
            new Column<>("calls", row -> Units.count(row.calls())),
            new Column<>("self", row -> Units.compact(row.selfNanos())),
            new Column<>("share", row -> Units.share(row.tickPercent())));

    private static final List<Column<TrafficRow>> TRAFFIC = List.of(
            new Column<>("", row -> TextTable.harmless(
                    row.resource() + ": " + row.what() + " " + row.name())),
            new Column<>("messages", row -> Units.count(row.messages())),
            new Column<>("bytes", row -> Units.count(row.bytes())),
            new Column<>("recipients", row -> Units.count(row.recipients())),
            new Column<>("bytes to all", row -> Units.count(row.bytesToAll())));

    private static final List<Column<TrackRow>> TRACKS = List.of(
            new Column<>("", row -> TextTable.harmless(row.name())),
            new Column<>("spans", row -> Units.count(row.spans())),
            new Column<>("slices", row -> Units.count(row.slices())),
            new Column<>("busy", row -> Units.compact(row.busyNanos())),
            new Column<>("of recording", row -> Units.share(row.busyPercent())));

    /** All tables of a report that have rows, the most important first. */
    static List<ReportTable> of(Report report, int top) {
        List<ReportTable> tables = new ArrayList<>();
        add(tables, "Resources", RESOURCES, report.resources(), top);
        add(tables, "Functions", ROWS, report.functions(), top);
        add(tables, "Events", ROWS, report.events(), top);
        add(tables, "Exports", ROWS, report.exports(), top);
        add(tables, "Threads", ROWS, report.threads(), top);
        add(tables, "Commands", ROWS, report.commands(), top);
        add(tables, "Regions", ROWS, report.regions(), top);
        add(tables, "Natives", ROWS, report.natives(), top);
        add(tables, "Tasks", ROWS, report.tasks(), top);
        add(tables, "Players", PLAYERS, report.players(), top);
        add(tables, "Traffic", TRAFFIC, report.traffic(), top);
        add(tables, "Overhead", OVERHEAD, overhead(report), top);
        add(tables, "Recorded threads", TRACKS, tracks(report), top);
        return tables;
    }

    /** The threads, where there is more to tell than how long all ticks took. */
    static List<TrackRow> tracks(Report report) {
        return report.tracks().size() > 1 || !report.isShareOfTicks()
                ? report.tracks()
                : List.of();
    }

    static List<OverheadRow> overhead(Report report) {
        return report.overheadCategories().stream().filter(row -> row.calls() > 0).toList();
    }

    private static <T> void add(List<ReportTable> to, String title, List<Column<T>> columns,
            List<T> rows, int top) {
        if (!rows.isEmpty()) {
            List<List<String>> cells = rows.stream().limit(top)
                    .map(row -> columns.stream().map(column -> column.cell.apply(row)).toList())
                    .toList();
            List<String> heads = new ArrayList<>(columns.stream().map(Column::head).toList());
            heads.set(0, title);
            to.add(new ReportTable(title, heads, cells, rows.size() - cells.size()));
        }
    }

    static String player(int source) {
        return source < 0 ? "others" : "player " + source;
    }
}

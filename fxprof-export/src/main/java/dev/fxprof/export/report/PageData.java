package dev.fxprof.export.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What the HTML page shows, as the JSON inside it: of bounded size, whatever the recording holds. */
final class PageData {
    private static final int MOST_ROWS = 300;
    private static final int MOST_SLOW_ROWS = 100;
    private static final int MOST_SLOW_TICKS = 200;
    private static final int LONGEST_TEXT = 600;

    private static final Set<String> SORTED = Set.of("self", "busy", "bytes to all");

    /** One column: its title, how the page writes it, what it means, and its cells. */
    private record Column<T>(String label, String form, String help,
            BiConsumer<ArrayNode, T> cell) {}

    /** One table: its key and title, and its rows in a report. */
    private record Table<T>(String key, String title, List<Column<T>> columns,
            Function<Report, List<T>> rows) {}

    private PageData() {
    }

    static ObjectNode of(CaptureReport capture, String file) {
        ReportOptions options = capture.options();
        ObjectNode to = JsonMapper.shared().createObjectNode().put("file", file)
                .put("verdict", capture.verdict())
                .put("budgetNanos", options.tickIntervalNanos())
                .put("budget", Units.budget(options.tickIntervalNanos()));
        ArrayNode summary = to.putArray("summary");
        Summary.lines(capture, file).forEach(summary::add);
        timeLine(to.putObject("timeLine"), capture);
        to.put("slowTitle", Summary.slowTitle(capture));
        ReportJson.hitches(to.putArray("slowTicks"), Summary.slow(capture, MOST_SLOW_TICKS));
        capture.tree().ifPresent(tree -> CaptureJson.tree(to.putObject("tree"), tree));
        tables(to, capture);
        return (ObjectNode) harmless(to);
    }

    /** The same with all texts cut, and without what would turn the text around them. */
    private static JsonNode harmless(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                object.properties().forEach(field -> field.setValue(harmless(field.getValue())));
                yield object;
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, harmless(array.get(i)));
                }
                yield array;
            }
            case StringNode text -> StringNode.valueOf(
                    TextTable.shorten(TextTable.harmless(text.stringValue()), LONGEST_TEXT));
            default -> node;
        };
    }

    private static void timeLine(ObjectNode to, CaptureReport capture) {
        TickLine line = capture.line();
        to.put("each", line.each());
        ArrayNode numbers = to.putArray("numbers");
        ArrayNode starts = to.putArray("starts");
        ArrayNode nanos = to.putArray("nanos");
        int points = capture.isSums() ? 0 : line.size();
        for (int i = 0; i < points; i++) {
            numbers.add(line.number(i));
            starts.add(line.start(i));
            nanos.add(line.nanos(i));
        }
    }

    private static void tables(ObjectNode to, CaptureReport capture) {
        Report all = capture.report();
        Report slow = capture.slow();
        boolean hasSlow = !capture.isSums() && slow.ticks() > 0 && slow.ticks() < all.ticks();
        to.put("hasSlow", hasSlow)
                .put("allTitle", capture.options().isSelection()
                        ? "all chosen (" + Units.count(all.ticks()) + ")"
                        : "all (" + Units.count(all.ticks()) + ")")
                .put("overTitle", "over " + Units.budget(capture.options().tickIntervalNanos())
                        + " (" + Units.count(slow.ticks()) + ")");
        ArrayNode tables = to.putArray("tables");
        for (Table<?> table : tables()) {
            write(tables, table, all, hasSlow ? slow : null);
        }
    }

    private static <T> void write(ArrayNode to, Table<T> table, Report all, Report slow) {
        if (table.rows.apply(all).isEmpty()) {
            return;
        }
        ObjectNode one = to.addObject().put("key", table.key).put("title", table.title);
        ArrayNode columns = one.putArray("columns");
        for (Column<T> column : table.columns) {
            columns.addObject().put("label", column.label).put("form", column.form)
                    .put("help", column.help)
                    .put("sort", SORTED.contains(column.label));
        }
        rows(one.putObject("all"), table, all, MOST_ROWS);
        if (slow != null) {
            rows(one.putObject("slow"), table, slow, MOST_SLOW_ROWS);
        }
    }

    private static <T> void rows(ObjectNode to, Table<T> table, Report report, int most) {
        List<T> rows = table.rows.apply(report);
        ArrayNode array = to.putArray("rows");
        for (T row : rows.subList(0, Math.min(most, rows.size()))) {
            ArrayNode cells = array.addArray();
            table.columns.forEach(column -> column.cell.accept(cells, row));
        }
        to.put("more", Math.max(0, rows.size() - most));
    }

    private static List<Table<?>> tables() {
        return List.of(
                new Table<>("resources", "Resources", resources(), Report::resources),
                new Table<>("functions", "Functions", rows(true), Report::functions),
                new Table<>("events", "Events", rows(false), Report::events),
                new Table<>("exports", "Exports", rows(false), Report::exports),
                new Table<>("threads", "Threads", rows(false), Report::threads),
                new Table<>("commands", "Commands", rows(false), Report::commands),
                new Table<>("regions", "Regions", rows(false), Report::regions),
                new Table<>("natives", "Natives", rows(false), Report::natives),
                new Table<>("tasks", "Tasks", rows(false), Report::tasks),
                new Table<>("players", "Players", players(), Report::players),
                new Table<>("traffic", "Traffic", traffic(), Report::traffic),
                new Table<>("overhead", "Overhead", overhead(), ReportTable::overhead),
                new Table<>("tracks", "Recorded threads", tracks(), ReportTable::tracks));
    }

    private static List<Column<Row>> rows(boolean withFile) {
        List<Column<Row>> columns = new ArrayList<>();
        columns.add(text("name", row -> row.recordedEvery() == 1
                ? row.name()
                : Labels.sampled(row)));
        columns.add(text("resource", Row::resource));
        if (withFile) {
            columns.add(text("file", row -> row.line() > 0
                    ? row.file() + ":" + row.line()
                    : row.file()));
        }
        columns.add(figure("calls", "count", "activations", (to, row) -> to.add(row.calls())));
        columns.add(figure("/s", "rate", "calls a second of server time",
                (to, row) -> to.add(rounded(row.callsPerSecond()))));
        columns.add(duration("self", "time in it itself, callees left out", Row::selfNanos));
        columns.add(duration("total", "time with it open, callees included", Row::totalNanos));
        columns.add(duration("mean", "mean duration", Row::meanNanos));
        columns.add(duration("p50", "median duration", Row::p50Nanos));
        columns.add(duration("p95", "19 of 20 are shorter", Row::p95Nanos));
        columns.add(duration("p99", "99 of 100 are shorter", Row::p99Nanos));
        columns.add(duration("max", "longest", Row::maxNanos));
        columns.add(share(Row::tickPercent));
        return columns;
    }

    private static List<Column<ResourceRow>> resources() {
        return List.of(text("name", ResourceRow::name),
                figure("calls", "count", "activations that entered it from elsewhere",
                        (to, row) -> to.add(row.calls())),
                figure("/s", "rate", "calls a second of server time",
                        (to, row) -> to.add(rounded(row.callsPerSecond()))),
                duration("self", "time in it itself, natives included", ResourceRow::selfNanos),
                duration("total", "time with it open, other resources included",
                        ResourceRow::totalNanos),
                duration("mean/tick", "mean self time a tick", ResourceRow::meanNanos),
                duration("p50/tick", "median self time a tick", ResourceRow::p50Nanos),
                duration("p95/tick", "less in 19 of 20 ticks", ResourceRow::p95Nanos),
                duration("p99/tick", "less in 99 of 100 ticks", ResourceRow::p99Nanos),
                duration("max/tick", "most self time in one tick", ResourceRow::maxNanos),
                share(ResourceRow::tickPercent));
    }

    private static List<Column<PlayerRow>> players() {
        return List.of(text("player", row -> ReportTable.player(row.source())),
                text("costliest event", PlayerRow::topEvent),
                figure("calls", "count", "events and commands",
                        (to, row) -> to.add(row.calls())),
                duration("self", "time that the player caused", PlayerRow::selfNanos),
                duration("total", "time with such an event open", PlayerRow::totalNanos),
                share(PlayerRow::tickPercent));
    }

    private static List<Column<TrafficRow>> traffic() {
        return List.of(text("name", TrafficRow::name), text("resource", TrafficRow::resource),
                text("what", TrafficRow::what),
                figure("messages", "count", "events, writes or requests",
                        (to, row) -> to.add(row.messages())),
                figure("bytes", "count", "of all messages, each counted once",
                        (to, row) -> to.add(row.bytes())),
                figure("recipients", "count", "players that each message went to, added up",
                        (to, row) -> to.add(row.recipients())),
                figure("bytes to all", "count", "about what went over the network",
                        (to, row) -> to.add(row.bytesToAll())));
    }

    private static List<Column<OverheadRow>> overhead() {
        return List.of(text("category", OverheadRow::name),
                figure("calls", "count", "activations", (to, row) -> to.add(row.calls())),
                duration("self", "time in it itself", OverheadRow::selfNanos),
                share(OverheadRow::tickPercent));
    }

    private static List<Column<TrackRow>> tracks() {
        return List.of(text("thread", TrackRow::name),
                figure("spans", "count", "activations", (to, row) -> to.add(row.spans())),
                figure("slices", "count", "stretches of them",
                        (to, row) -> to.add(row.slices())),
                duration("busy", "time with a slice open", TrackRow::busyNanos),
                figure("of recording", "percent", "share of the recorded time",
                        (to, row) -> to.add(rounded(row.busyPercent()))));
    }

    private static <T> Column<T> text(String label, Function<T, String> cell) {
        return new Column<>(label, "text", "", (to, row) -> to.add(cell.apply(row)));
    }

    private static <T> Column<T> duration(String label, String help, Function<T, Long> cell) {
        return figure(label, "duration", help, (to, row) -> to.add(cell.apply(row)));
    }

    private static <T> Column<T> share(Function<T, Double> cell) {
        return figure("share", "percent", "self time as a share of the ticks",
                (to, row) -> to.add(rounded(cell.apply(row))));
    }

    private static <T> Column<T> figure(String label, String form, String help,
            BiConsumer<ArrayNode, T> cell) {
        return new Column<>(label, form, help, cell);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}

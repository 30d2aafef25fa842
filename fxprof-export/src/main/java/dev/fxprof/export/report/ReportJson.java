package dev.fxprof.export.report;

import dev.fxprof.api.SpanKind;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The report as the JSON that scripts read. Fields are added over time, never renamed. */
public final class ReportJson {
    /** Names of tables: of a run, {@code resources} and {@code players} are counts. */
    enum Names {
        RUN("resourceTable", "playerTable"), CAPTURE("resources", "players");

        private final String resources;
        private final String players;

        Names(String resources, String players) {
            this.resources = resources;
            this.players = players;
        }
    }

    private ReportJson() {
    }

    /**
     * Adds the fields of a report to an object: spans, slices, drops, orderViolations,
     * parentsNotRecorded, structureHash, tick, resourceTable, the tables events to tracks, playerTable,
     * hitchCount, hitches and slowestTicks. A field that the object has already keeps its place.
     *
     * @param to takes the fields
     * @param report what to write
     */
    public static void fill(ObjectNode to, Report report) {
        to.put("spans", report.spans());
        to.put("slices", report.slices());
        to.put("drops", report.drops());
        to.put("orderViolations", report.orderViolations());
        to.put("parentsNotRecorded", report.parentsNotRecorded());
        to.put("structureHash", report.structureHash());
        tick(to.putObject("tick"), report.tick());
        body(to, report, Names.RUN, Integer.MAX_VALUE);
    }

    /** Adds tables of at most so many rows, and slow ticks. */
    static void body(ObjectNode to, Report report, Names names, int top) {
        resources(to.putArray(names.resources), first(report.resources(), top));
        rows(to.putArray("events"), first(report.events(), top));
        rows(to.putArray("exports"), first(report.exports(), top));
        rows(to.putArray("threads"), first(report.threads(), top));
        rows(to.putArray("commands"), first(report.commands(), top));
        rows(to.putArray("natives"), first(report.natives(), top));
        rows(to.putArray("functions"), first(report.functions(), top));
        rows(to.putArray("regions"), first(report.regions(), top));
        rows(to.putArray("tasks"), first(report.tasks(), top));
        players(to.putArray(names.players), first(report.players(), top));
        others(to, report);
        traffic(to.putArray("traffic"), first(report.traffic(), top));
        to.put("hitchCount", report.hitchCount());
        hitches(to.putArray("hitches"), report.hitches());
        hitches(to.putArray("slowestTicks"), report.slowestTicks());
    }

    private static <T> List<T> first(List<T> rows, int top) {
        return rows.subList(0, Math.min(top, rows.size()));
    }

    static void tick(ObjectNode to, TickTimes tick) {
        to.put("meanNanos", tick.meanNanos()).put("p50Nanos", tick.p50Nanos())
                .put("p99Nanos", tick.p99Nanos()).put("maxNanos", tick.maxNanos())
                .put("p95Nanos", tick.p95Nanos());
    }

    private static void others(ObjectNode to, Report report) {
        ArrayNode overhead = to.putArray("overheadCategories");
        report.overheadCategories().forEach(row -> overhead.addObject().put("name", row.name())
                .put("calls", row.calls()).put("selfNanos", row.selfNanos())
                .put("tickPercent", row.tickPercent()));
        ArrayNode tracks = to.putArray("tracks");
        report.tracks().forEach(row -> tracks.addObject().put("name", row.name())
                .put("spans", row.spans()).put("slices", row.slices())
                .put("busyNanos", row.busyNanos()).put("busyPercent", row.busyPercent()));
        to.put("shareOf", report.isShareOfTicks() ? "ticks" : "recording")
                .put("tickNanos", report.tickNanos()).put("recordedNanos", report.recordedNanos())
                .put("serverNanos", report.serverNanos());
    }

    private static void traffic(ArrayNode to, List<TrafficRow> traffic) {
        for (TrafficRow row : traffic) {
            to.addObject().put("resource", row.resource()).put("what", row.what())
                    .put("name", row.name()).put("messages", row.messages())
                    .put("bytes", row.bytes()).put("recipients", row.recipients());
        }
    }

    private static void players(ArrayNode to, List<PlayerRow> players) {
        for (PlayerRow row : players) {
            to.addObject().put("source", row.source()).put("calls", row.calls())
                    .put("selfNanos", row.selfNanos()).put("totalNanos", row.totalNanos())
                    .put("topEvent", row.topEvent()).put("tickPercent", row.tickPercent());
        }
    }

    private static void resources(ArrayNode to, List<ResourceRow> resources) {
        for (ResourceRow row : resources) {
            to.addObject().put("name", row.name()).put("calls", row.calls())
                    .put("selfNanos", row.selfNanos()).put("totalNanos", row.totalNanos())
                    .put("p50Nanos", row.p50Nanos()).put("p99Nanos", row.p99Nanos())
                    .put("maxNanos", row.maxNanos()).put("tickPercent", row.tickPercent())
                    .put("meanNanos", row.meanNanos()).put("p95Nanos", row.p95Nanos())
                    .put("callsPerSecond", row.callsPerSecond());
        }
    }

    private static void rows(ArrayNode to, List<Row> rows) {
        for (Row row : rows) {
            ObjectNode object = to.addObject().put("name", row.name())
                    .put("resource", row.resource()).put("kind", row.kind().label())
                    .put("file", row.file()).put("line", row.line()).put("calls", row.calls())
                    .put("slices", row.slices()).put("selfNanos", row.selfNanos())
                    .put("totalNanos", row.totalNanos()).put("p50Nanos", row.p50Nanos())
                    .put("p99Nanos", row.p99Nanos()).put("maxNanos", row.maxNanos())
                    .put("tickPercent", row.tickPercent())
                    .put("recordedEvery", row.recordedEvery()).put("meanNanos", row.meanNanos())
                    .put("p95Nanos", row.p95Nanos())
                    .put("callsPerSecond", row.callsPerSecond());
            if (row.kind() == SpanKind.FUNCTION) {
                object.put("growthPercent", row.growthPercent().isEmpty()
                        ? null
                        : (Double) row.growthPercent().getAsDouble());
            }
        }
    }

    static void hitches(ArrayNode to, List<Hitch> hitches) {
        for (Hitch hitch : hitches) {
            ObjectNode one = to.addObject().put("tick", hitch.tick())
                    .put("startNanos", hitch.startNanos())
                    .put("durationNanos", hitch.durationNanos()).put("thread", hitch.thread())
                    .put("resource", hitch.resource()).put("kind", hitch.kind().label())
                    .put("name", hitch.name()).put("source", hitch.source())
                    .put("selfNanos", hitch.selfNanos());
            ArrayNode chain = one.putArray("chain");
            ArrayNode steps = one.putArray("steps");
            for (Hitch.Step step : hitch.chain()) {
                chain.add(step.name());
                steps.addObject().put("resource", step.resource())
                        .put("kind", step.kind().label()).put("name", step.name());
            }
        }
    }
}

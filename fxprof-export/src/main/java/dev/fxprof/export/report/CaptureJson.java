package dev.fxprof.export.report;

import dev.fxprof.api.Site;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The report on a capture as the JSON that scripts read. Fields are added over time, never renamed. */
public final class CaptureJson {
    /** Value of the field {@code schema}. */
    public static final String SCHEMA = "fxprof/report/1";

    private CaptureJson() {
    }

    /**
     * Makes the object of a report.
     *
     * @param capture what to write
     * @param file name of the file
     * @param top most rows a table
     * @return the object
     */
    public static ObjectNode of(CaptureReport capture, String file, int top) {
        Report report = capture.report();
        ObjectNode to = JsonMapper.shared().createObjectNode().put("schema", SCHEMA)
                .put("file", file).put("format", capture.format())
                .put("process", capture.processName()).put("sums", capture.isSums())
                .put("verdict", capture.verdict())
                .put("spans", report.spans()).put("slices", report.slices())
                .put("drops", report.drops());
        ObjectNode repaired = to.putObject("repaired");
        capture.repaired().forEach(repaired::put);
        to.put("orderViolations", report.orderViolations())
                .put("parentsNotRecorded", report.parentsNotRecorded())
                .put("structureHash", report.structureHash());
        ticks(to, capture);
        ReportJson.body(to, report, ReportJson.Names.CAPTURE, top);
        capture.tree().ifPresent(tree -> tree(to.putObject("tree"), tree));
        return to;
    }

    private static void ticks(ObjectNode to, CaptureReport capture) {
        Report report = capture.report();
        ReportOptions options = capture.options();
        to.put("ticks", report.ticks()).put("ticksInCapture", capture.ticksInCapture())
                .put("ticksOverBudget", capture.slow().ticks())
                .put("budgetNanos", options.tickIntervalNanos())
                .put("hitchNanos", options.hitchNanos());
        ObjectNode chosen = to.putObject("chosen");
        options.tick().ifPresent(tick -> chosen.put("tick", tick));
        options.overNanos().ifPresent(over -> chosen.put("overNanos", over));
        if (options.resource() != null) {
            chosen.put("resource", options.resource());
        }
        ReportJson.tick(to.putObject("tick"), report.tick());
    }

    static void tree(ObjectNode to, TickTree tree) {
        to.put("tick", tree.number()).put("startNanos", tree.startNanos())
                .put("durationNanos", tree.durationNanos());
        ArrayNode threads = to.putArray("threads");
        for (TickTree.Thread thread : tree.threads()) {
            ObjectNode one = threads.addObject().put("name", thread.name());
            nodes(one.putArray("roots"), thread.roots());
        }
    }

    private static void nodes(ArrayNode to, List<TickTree.Node> nodes) {
        for (TickTree.Node node : nodes) {
            Site site = node.site();
            ObjectNode one = to.addObject().put("resource", site.resource())
                    .put("kind", site.kind().label()).put("name", site.name())
                    .put("file", site.file()).put("line", site.line()).put("calls", node.calls())
                    .put("slices", node.slices()).put("selfNanos", node.selfNanos())
                    .put("totalNanos", node.totalNanos()).put("startNanos", node.startNanos())
                    .put("source", node.source()).put("slicesLeftOut", node.left());
            nodes(one.putArray("children"), node.children());
        }
    }
}

package dev.fxprof.bench.report;

import dev.fxprof.bench.table.Outcome;
import dev.fxprof.bench.table.Row;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A result as one JSON object. */
public final class JsonReport {
    private JsonReport() {
    }

    /**
     * Renders a result.
     *
     * @param report the result
     * @return JSON text with a line end
     */
    public static String render(Report report) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("schema", "fxprof/bench/1");
        Machine machine = report.machine();
        root.putObject("machine").put("cpu", machine.cpu()).put("cores", machine.cores())
                .put("os", machine.os()).put("jdk", machine.jdk()).put("date", machine.date())
                .put("commit", machine.commit());
        root.put("command", report.command()).put("indicative", report.indicative())
                .put("forks", report.forks());
        ArrayNode rows = root.putArray("rows");
        report.tables().values()
                .forEach(table -> table.forEach(row -> fill(rows.addObject(), row)));
        // Since all tables are built it is empty, and scripts may still read it.
        root.putArray("notBuilt");
        strings(root.putArray("notes"), report.notes());
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root)
                + System.lineSeparator();
    }

    private static void fill(ObjectNode to, Row row) {
        to.put("id", row.id()).put("published", row.published());
        if (row.measured().isPresent()) {
            to.put("measured", row.measured().getAsDouble());
        } else {
            to.putNull("measured");
        }
        to.put("unit", row.unit()).put("better", row.better().label());
        numbers(to.putObject("peers"), row.peers());
        numbers(to.putObject("ratios"), row.ratios());
        ArrayNode spread = to.putArray("spread");
        if (row.measured().isPresent()) {
            doubles(spread, Row.spread(row.forks()));
        }
        to.put("verdict", row.verdict()).put("holds", row.holds());
        targets(to.putArray("targets"), row.targets());
        doubles(to.putArray("forks"), row.forks());
        ObjectNode peerForks = to.putObject("peerForks");
        row.peerForks().forEach((peer, forks) -> doubles(peerForks.putArray(peer), forks));
        ObjectNode variants = to.putObject("peerVariants");
        row.variants().forEach((peer, ways) -> numbers(variants.putObject(peer), ways));
        row.extras().forEach((path, value) -> put(to, path, value));
    }

    private static void targets(ArrayNode to, List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            to.addObject().put("what", outcome.what()).put("value", outcome.value())
                    .put("goal", outcome.goal()).put("floor", outcome.floor())
                    .put("better", outcome.better().label()).put("holds", outcome.holds());
        }
    }

    private static void put(ObjectNode to, String path, double value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            to.put(path, value);
        } else {
            put(to.withObjectProperty(path.substring(0, dot)), path.substring(dot + 1), value);
        }
    }

    private static void numbers(ObjectNode to, Map<String, Double> values) {
        values.forEach(to::put);
    }

    private static void doubles(ArrayNode to, double[] values) {
        for (double value : values) {
            to.add(value);
        }
    }

    private static void strings(ArrayNode to, List<String> values) {
        values.forEach(to::add);
    }
}

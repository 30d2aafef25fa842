package dev.fxprof.export.diff;

import java.util.Locale;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A comparison as the JSON that scripts read. Fields are added over time, never renamed. */
public final class DiffJson {
    private DiffJson() {
    }

    /**
     * Adds the fields of a comparison to an object: schema, verdict, indicative, sentence,
     * minEffectPercent, unit, before, after, tooSmall, notes and changes.
     *
     * @param to takes the fields
     * @param comparison what to write
     */
    public static void fill(ObjectNode to, Comparison comparison) {
        to.put("schema", "fxprof/diff/1").put("verdict", comparison.verdict().label())
                .put("indicative", comparison.indicative())
                .put("sentence", new DiffWords(UnaryOperator.identity()).sentence(comparison))
                .put("minEffectPercent", comparison.minEffectPercent())
                .put("unit", comparison.unit());
        side(to.putObject("before"), comparison.before());
        side(to.putObject("after"), comparison.after());
        to.put("tooSmall", comparison.tooSmall());
        ArrayNode notes = to.putArray("notes");
        comparison.notes().forEach(notes::add);
        ArrayNode changes = to.putArray("changes");
        comparison.changes().forEach(change -> change(changes.addObject(), change));
    }

    private static void side(ObjectNode to, Comparison.Side side) {
        to.put("runs", side.runs()).put("ticks", side.ticks()).put("tickNanos",
                Math.round(side.tickNanos()));
    }

    private static void change(ObjectNode to, Change change) {
        to.put("resource", change.resource()).put("kind", change.kind())
                .put("name", change.name());
        number(to, "percent", change.percent());
        number(to, "low", change.low());
        number(to, "high", change.high());
        to.put("significant", change.significant())
                .put("presence", change.presence().name().toLowerCase(Locale.ROOT))
                .put("beforeNanos", Math.round(change.beforeNanos()))
                .put("afterNanos", Math.round(change.afterNanos()))
                .put("tickPercent", change.tickPercent()).put("file", change.file())
                .put("line", change.line());
    }

    /** What is not a finite number is null. */
    private static void number(ObjectNode to, String name, double value) {
        if (Double.isFinite(value)) {
            to.put(name, value);
        } else {
            to.putNull(name);
        }
    }
}

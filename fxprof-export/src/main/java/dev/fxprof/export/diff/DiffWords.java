package dev.fxprof.export.diff;

import dev.fxprof.export.diff.Change.Presence;
import dev.fxprof.export.report.Units;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A comparison in words, the same in every form of output.
 *
 * @param quote makes a name, which scripts and players chose, harmless in that form
 */
record DiffWords(UnaryOperator<String> quote) {

    /** One sentence with the verdict and what it rests on. */
    String sentence(Comparison comparison) {
        String verdict = comparison.verdict().label() + ": ";
        List<Change> counted = comparison.significant();
        String found = switch (comparison.verdict()) {
            case SAME -> counted.isEmpty()
                    ? String.format(Locale.ROOT, "no change of %s or more is sure",
                            percent(comparison.minEffectPercent()))
                    : "what became slower is made up for within its resource";
            case FASTER -> first(counted, -1);
            case SLOWER -> first(counted, 1);
        };
        return verdict + found + (comparison.indicative() ? " (indicative)" : "");
    }

    private String first(List<Change> counted, int sign) {
        Change change = counted.stream().filter(c -> Math.signum(c.percent()) == sign).findFirst()
                .orElseThrow();
        long others = counted.size() - 1L;
        return label(change) + " takes " + percent(Math.abs(change.percent()))
                + (sign > 0 ? " more" : " less") + " time (" + interval(change) + "), "
                + delta(change) + " a tick"
                + (others == 0
                        ? ""
                        : others == 1
                                ? ", and 1 more change"
                                : ", and " + others
                                        + " more changes");
    }

    /** What was compared, and how. */
    List<String> details(Comparison comparison) {
        Comparison.Side before = comparison.before();
        Comparison.Side after = comparison.after();
        String compared = String.format(Locale.ROOT,
                "Compared: %s before, %s after; a tick took %s before, %s after.",
                side(comparison, before), side(comparison, after),
                Units.duration(Math.round(before.tickNanos())),
                Units.duration(Math.round(after.tickNanos())));
        long judged = comparison.changes().stream().filter(c -> c.presence() == Presence.BOTH)
                .count();
        String counted = String.format(Locale.ROOT,
                "%d things were judged, %d take less than 1 %% of the tick, too little to be judged.",
                judged, comparison.tooSmall());
        return List.of(compared, counted);
    }

    private static String side(Comparison comparison, Comparison.Side side) {
        return String.format(Locale.ROOT, "%d %s%s, %,d ticks", side.runs(), comparison.unit(),
                side.runs() == 1 ? "" : "s", side.ticks());
    }

    String label(Change change) {
        if (change.isTick()) {
            return "the whole tick";
        }
        if (change.isResource()) {
            return "resource " + quote.apply(change.resource());
        }
        return change.kind() + " " + quote.apply(change.name()) + " of "
                + quote.apply(change.resource());
    }

    /** Where a thing is defined, or an empty text. */
    String place(Change change) {
        return change.file().isEmpty()
                ? ""
                : quote.apply(change.line() > 0
                        ? change.file() + ":" + change.line()
                        : change.file());
    }

    static String effect(Change change) {
        return switch (change.presence()) {
            case ADDED -> "new";
            case REMOVED -> "gone";
            case BOTH -> signed(change.percent());
        };
    }

    static String interval(Change change) {
        if (change.presence() != Presence.BOTH) {
            return "";
        }
        return Double.isFinite(change.low()) && Double.isFinite(change.high())
                ? String.format(Locale.ROOT, "%+.1f to %s", change.low(), signed(change.high()))
                : "unknown";
    }

    static String delta(Change change) {
        return Units.duration(Math.round(Math.abs(change.deltaNanos())));
    }

    static String duration(double nanos) {
        return nanos <= 0 ? "-" : Units.duration(Math.round(nanos));
    }

    static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    private static String signed(double percent) {
        return String.format(Locale.ROOT, "%+.1f %%", percent);
    }
}

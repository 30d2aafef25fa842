package dev.fxprof.export.report;

import dev.fxprof.api.SpanKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The most important finding in one sentence. */
final class Verdict {
    private static final int LONGEST_NAME = 60;

    private final CaptureReport capture;

    Verdict(CaptureReport capture) {
        this.capture = capture;
    }

    String sentence() {
        Report report = capture.report();
        if (report.slices() == 0) {
            return capture.options().isSelection()
                    ? "None of the recording's " + ticks(capture.ticksInCapture())
                            + " was chosen, so nothing is left to report."
                    : "The recording holds no spans.";
        }
        if (!report.isShareOfTicks()) {
            return "The recording marks no ticks, so shares are of the "
                    + Units.duration(report.recordedNanos()) + " recorded; "
                    + most(report, "of them") + ".";
        }
        if (capture.isSums()) {
            return "The file holds sums by stack, no single ticks; " + most(report,
                    "of the time of all ticks") + ".";
        }
        String budget = Units.budget(capture.options().tickIntervalNanos());
        if (capture.tree().isPresent()) {
            TickTree tree = capture.tree().get();
            return "Tick " + tree.number() + " took " + Units.duration(tree.durationNanos())
                    + " (budget " + budget + "); " + most(report, "of it") + ".";
        }
        Report slow = capture.slow();
        if (slow.ticks() == 0) {
            return "None of " + ticks(report.ticks()) + " took longer than " + budget
                    + " (the longest " + Units.duration(report.tick().maxNanos()) + "); "
                    + most(report, "of their time") + ".";
        }
        return Units.count(slow.ticks()) + " of " + ticks(report.ticks())
                + " took longer than " + budget + "; " + most(slow, "of those") + ".";
    }

    private static String ticks(long count) {
        return count == 1 ? "1 tick" : Units.count(count) + " ticks";
    }

    private static String most(Report report, String what) {
        Optional<Row> row = rows(report).max(Comparator.comparingLong(Row::selfNanos)
                .thenComparing(Row.BY_SELF_TIME.reversed()));
        Optional<ResourceRow> resource = report.resources().stream().findFirst();
        if (row.isEmpty() || row.get().selfNanos() <= 0) {
            return resource.map(top -> brief(top.name()) + " took "
                    + Units.percent(top.tickPercent()) + " " + what).orElse("nothing stands out");
        }
        Row top = row.get();
        return brief(top.resource()) + " (" + words(report, top) + ") took "
                + Units.percent(top.tickPercent()) + " " + what;
    }

    private static String words(Report report, Row top) {
        String from = caller(report, top);
        return brief(top.kind() == SpanKind.NATIVE
                ? "native " + top.name()
                : top.kind().label() + " " + top.name()
                        + (top.kind() == SpanKind.FUNCTION && top.line() > 0
                                ? ":" + top.line()
                                : ""))
                + (from.isEmpty() ? "" : ", called from " + brief(from));
    }

    private static Stream<Row> rows(Report report) {
        return Stream.of(report.events(), report.exports(), report.threads(), report.commands(),
                report.functions(), report.regions(), report.natives())
                .flatMap(table -> table.stream().limit(1));
    }

    /** What led to the row most often in the slow ticks whose culprit it was. */
    private static String caller(Report report, Row row) {
        Map<String, Integer> callers = new HashMap<>();
        for (List<Hitch> hitches : List.of(report.hitches(), report.slowestTicks())) {
            for (Hitch hitch : hitches) {
                List<Hitch.Step> chain = hitch.chain();
                if (hitch.kind() == row.kind() && hitch.name().equals(row.name())
                        && chain.size() > 1) {
                    Hitch.Step step = chain.get(chain.size() - 2);
                    if (step.kind() != SpanKind.TICK && step.kind() != SpanKind.ENTRY) {
                        callers.merge(step.resource() + " " + Labels.of(step), 1, Integer::sum);
                    }
                }
            }
        }
        return callers.entrySet().stream().max(Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey).orElse("");
    }

    private static String brief(String text) {
        return TextTable.shorten(TextTable.harmless(text), LONGEST_NAME);
    }
}

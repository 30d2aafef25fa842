package dev.fxprof.export.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What stands above the tables: what was read, what of it counts, what is missing. */
final class Summary {
    private static final int LONGEST_NAME = 80;

    private Summary() {
    }

    static List<String> lines(CaptureReport capture, String file) {
        Report report = capture.report();
        List<String> lines = new ArrayList<>();
        lines.add(TextTable.harmless(file) + ": " + capture.format() + ", "
                + brief(capture.processName()) + ", " + Units.count(report.spans()) + " spans in "
                + Units.count(report.slices()) + " slices, "
                + Units.duration(report.recordedNanos()) + " recorded");
        if (capture.isSums()) {
            lines.add(
                    "only sums by stack: calls are stacks, and durations are those of all calls of "
                            + "a stack together");
        } else if (report.isShareOfTicks()) {
            TickTimes tick = report.tick();
            lines.add(Units.count(report.ticks()) + (report.ticks() == 1 ? " tick" : " ticks")
                    + ": mean " + Units.duration(tick.meanNanos()) + ", median "
                    + Units.duration(tick.p50Nanos()) + ", p95 " + Units.duration(tick.p95Nanos())
                    + ", p99 " + Units.duration(tick.p99Nanos()) + ", max "
                    + Units.duration(tick.maxNanos()));
        }
        choice(lines, capture);
        flaws(lines, capture);
        return lines;
    }

    private static void choice(List<String> lines, CaptureReport capture) {
        ReportOptions options = capture.options();
        if (options.isSelection()) {
            List<String> words = new ArrayList<>();
            options.tick().ifPresent(number -> words.add("number " + number));
            options.overNanos()
                    .ifPresent(over -> words.add("longer than " + Units.budget(over)));
            lines.add("chosen: " + Units.count(capture.report().ticks()) + " of "
                    + Units.count(capture.ticksInCapture()) + " ticks, "
                    + String.join(" and ", words) + "; all figures are about "
                    + (capture.report().ticks() == 1 ? "it" : "them") + " alone");
        }
        if (options.resource() != null) {
            lines.add("only what is billed to " + brief(options.resource())
                    + "; shares are still of the whole");
        }
    }

    private static void flaws(List<String> lines, CaptureReport capture) {
        Report report = capture.report();
        if (report.drops() > 0) {
            lines.add("incomplete: " + Units.count(report.drops()) + " records were lost while "
                    + "recording");
        }
        if (report.parentsNotRecorded() > 0) {
            lines.add("incomplete: " + Units.count(report.parentsNotRecorded())
                    + " parents were not recorded");
        }
        if (!capture.repaired().isEmpty()) {
            lines.add("repaired while reading: " + capture.repaired().entrySet().stream()
                    .map(entry -> Units.count(entry.getValue()) + " "
                            + TextTable.harmless(entry.getKey()))
                    .collect(Collectors.joining(", ")));
        }
    }

    /** The title over the slow ticks. */
    static String slowTitle(CaptureReport capture) {
        Report report = capture.report();
        if (report.hitchCount() == 0) {
            return "Slowest ticks (none is longer than "
                    + Units.budget(capture.options().hitchNanos()) + ")";
        }
        return "Hitches: " + Units.count(report.hitchCount())
                + (report.hitchCount() == 1 ? " tick" : " ticks") + " longer than "
                + Units.budget(capture.options().hitchNanos());
    }

    /** The slow ticks to name: the longest hitches or, where there are none, the slowest ticks. */
    static List<Hitch> slow(CaptureReport capture, int top) {
        if (capture.isSums()) {
            return List.of();
        }
        List<Hitch> hitches = capture.report().hitches();
        List<Hitch> ticks = hitches.isEmpty() ? capture.report().slowestTicks() : hitches;
        return ticks.stream().sorted(SlowestTicks.LONGEST_FIRST).limit(top).toList();
    }

    private static String brief(String name) {
        return TextTable.shorten(TextTable.harmless(name), LONGEST_NAME);
    }
}

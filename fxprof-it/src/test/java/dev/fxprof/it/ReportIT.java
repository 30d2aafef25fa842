package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ReportIT {
    private static final ShortRun RUN = ShortRun.get();
    private static final Path CAPTURE = RUN.folder.resolve("profiler_trace.json");
    private static final JsonNode REPORT = report("--json").run().succeeded().json();
    private static final List<String> TABLES = List.of("events", "exports", "threads", "commands",
            "natives", "functions", "regions", "tasks");

    private static Command report(String... arguments) {
        List<String> words = new ArrayList<>(List.of("report", CAPTURE.toString()));
        words.addAll(List.of(arguments));
        return Command.fxprof(words.toArray(String[]::new));
    }

    private static void fails(int exit, String message, String... arguments) {
        Sentence.assertOnly(Command.fxprof(arguments).run(), exit, message);
    }

    @Test
    void shouldSayOfTheCaptureWhatTheRunSaidOfItself() {
        JsonNode report = REPORT;
        JsonNode run = RUN.json;
        assertThat(report.propertyNames()).startsWith("schema");
        assertThat(report.path("schema").asString()).isEqualTo("fxprof/report/1");
        for (String field : List.of("ticks", "spans", "slices", "drops", "orderViolations",
                "parentsNotRecorded", "structureHash", "tick", "hitchCount", "hitches",
                "slowestTicks", "overheadCategories", "recordedNanos", "serverNanos",
                "tickNanos")) {
            assertThat(report.path(field)).as(field).isEqualTo(run.path(field));
        }
        assertThat(report.path("resources")).isEqualTo(run.path("resourceTable"));
        assertThat(report.path("players")).isEqualTo(run.path("playerTable"));
        assertThat(report.path("resources").size()).isGreaterThan(50);
        TABLES.forEach(table -> assertThat(report.path(table)).as(table)
                .isEqualTo(run.path(table)));
        assertThat(report.path("functions").size()).isGreaterThan(100);
        assertThat(report.path("players").size()).isGreaterThan(20);
        assertThat(report.path("repaired").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"perfetto", "csv"})
    void shouldSayTheSameOfOtherFormats(String format) {
        Path converted = Folders.fresh("report-" + format).resolve("capture");
        Command.fxprof("convert", CAPTURE.toString(), "--to", format, "-o", converted.toString())
                .run().succeeded();
        ObjectNode own = (ObjectNode) REPORT.deepCopy();
        ObjectNode other = (ObjectNode) Command.fxprof("report", converted.toString(), "--json")
                .run().succeeded().json();
        assertThat(other.path("format").asString()).isEqualTo(format);
        List<String> names = List.of("file", "format", "process", "verdict");
        assertThat(other.remove(names)).isEqualTo(own.remove(names));
    }

    @Test
    void shouldGoDownIntoTheSlowestTick() {
        JsonNode slowest = RUN.json.path("slowestTicks").get(0);
        String number = slowest.path("tick").asString();
        JsonNode report = report("--json", "--tick", number).run().succeeded().json();
        assertThat(report.path("ticks").asLong()).isEqualTo(1);
        JsonNode tree = report.path("tree");
        assertThat(tree.path("durationNanos")).isEqualTo(slowest.path("durationNanos"));
        JsonNode root = tree.path("threads").get(0).path("roots").get(0);
        assertThat(root.path("kind").asString()).isEqualTo("tick");
        assertThat(root.path("totalNanos")).isEqualTo(slowest.path("durationNanos"));
        assertThat(self(root)).isEqualTo(slowest.path("durationNanos").asLong());
        double shares = 0;
        for (JsonNode row : report.path("resources")) {
            shares += row.path("tickPercent").asDouble();
        }
        assertThat(shares).isCloseTo(100, within(1e-6));
        String text = report("--tick", number).run().succeeded().out();
        assertThat(text).startsWith("Tick " + number + " took ").contains("callees by cost")
                .contains("chosen: 1 of 60 ticks");
    }

    private static long self(JsonNode node) {
        long nanos = node.path("selfNanos").asLong();
        for (JsonNode child : node.path("children")) {
            nanos += self(child);
        }
        return nanos;
    }

    @Test
    void shouldAddUpOnlyTheTicksThatTookLonger() {
        JsonNode slowest = RUN.json.path("slowestTicks");
        long bound = slowest.get(4).path("durationNanos").asLong() / 1000;
        JsonNode report = report("--json", "--only-ticks-over", bound + "us").run().succeeded()
                .json();
        int ticks = report.path("ticks").asInt();
        assertThat(ticks).isBetween(4, 6);
        assertThat(report.path("ticksInCapture").asInt()).isEqualTo(60);
        long nanos = 0;
        long inResources = 0;
        for (int i = 0; i < ticks; i++) {
            nanos += slowest.get(i).path("durationNanos").asLong();
        }
        for (JsonNode row : report.path("resources")) {
            inResources += row.path("selfNanos").asLong();
        }
        assertThat(report.path("tickNanos").asLong()).isEqualTo(nanos);
        assertThat(inResources).isEqualTo(nanos);
    }

    @Test
    void shouldPrintTextAndMarkdownOfOneResource() {
        String text = report("--resource", "voice", "--top", "3").run().succeeded().out();
        assertThat(text).contains("only what is billed to voice", "Resources", "Functions",
                "rebuildProximity");
        assertThat(text.lines().dropWhile(line -> !line.startsWith("Resources")))
                .isNotEmpty().allMatch(line -> line.length() <= 110);
        String markdown = report("--markdown", "--top", "3").run().succeeded().out();
        assertThat(markdown).startsWith("**").contains("### Resources", "|---|---:|")
                .hasSizeLessThan(20_000);
    }

    @Test
    void shouldRefuseInputInOneSentence() {
        Path folder = Folders.fresh("report-input");
        Path odd = Folders.write(folder.resolve("odd.txt"), "nothing that anyone records");
        String capture = Folders.write(folder.resolve("tick.json"), """
                [{"ph":"X","pid":1,"tid":1,"ts":0,"dur":9,"name":"tick",
                "args":{"resource":"server","runtime":"engine","kind":"tick"}}]
                """).toString();
        fails(2, "there is no file", "report", folder.resolve("no.json").toString());
        fails(2, "is a folder", "report", folder.toString());
        fails(2, odd + ": at byte 0: the content is of no known format", "report",
                odd.toString());
        fails(2, "the file is empty", "report",
                Folders.write(folder.resolve("empty.json"), "").toString());
        fails(2, "holds nothing of 'voce'; it holds", "report", capture, "--resource", "voce");
        fails(2, "has ticks 0 to 0", "report", capture, "--tick", "1");
        fails(2, "--json and --markdown", "report", capture, "--json", "--markdown");
        fails(2, "is not a duration", "report", capture, "--only-ticks-over", "20");
        fails(2, "--top must be at least 1", "report", capture, "--top", "0");
        fails(2, "is the recording itself", "report", capture, "--html", capture);
        fails(3, "there is no folder", "report", capture, "--html",
                folder.resolve("no/page.html").toString());
        assertThat(Folders.names(folder)).containsExactly("empty.json", "odd.txt",
                "tick.json");
    }
}

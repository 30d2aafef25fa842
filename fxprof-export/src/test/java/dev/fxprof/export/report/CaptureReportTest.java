package dev.fxprof.export.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fxprof.api.Capture;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class CaptureReportTest {
    private static final long MS = 1_000_000;

    private final CaptureBuilder builder = new CaptureBuilder("test");
    private final int tick = site("server", ScriptRuntime.ENGINE, SpanKind.TICK, "tick");
    private final int pay = site("bank", ScriptRuntime.LUA, SpanKind.EVENT, "bank:pay");
    private final int items = site("inventory", ScriptRuntime.LUA, SpanKind.EXPORT, "getItems");

    private int site(String resource, ScriptRuntime runtime, SpanKind kind, String name) {
        return builder.sites().intern(resource, runtime, kind, name, "", 0);
    }

    /** Ten ticks of 10 ms, of which every fifth takes 100 ms more, in getItems. */
    private Capture server() throws IOException {
        ReadTrack main = builder.track("svMain");
        for (int i = 0; i < 10; i++) {
            long start = i * 200 * MS;
            long more = i % 5 == 4 ? 100 * MS : 0;
            main.add(tick, start, start + 10 * MS + more);
            main.source(main.add(pay, start + MS, start + 9 * MS + more), 7);
            main.add(items, start + 2 * MS, start + 8 * MS + more);
        }
        return builder.build();
    }

    private static CaptureReport report(Capture capture, ReportOptions options)
            throws IOException {
        return CaptureReport.of(capture, options, List.of());
    }

    @Test
    void shouldSayWhatMadeTheSlowTicksSlow() throws IOException {
        try (Capture capture = server()) {
            assertThat(report(capture, ReportOptions.DEFAULT).verdict()).isEqualTo(
                    "2 of 10 ticks took longer than 50 ms; inventory (export getItems, called "
                            + "from bank event 'bank:pay') took 96.4 % of those.");
        }
    }

    @Test
    void shouldSayThatNoTickWasSlow() throws IOException {
        try (Capture capture = server()) {
            ReportOptions patient = new ReportOptions(200 * MS, 300 * MS,
                    ReportOptions.DEFAULT.tick(), ReportOptions.DEFAULT.overNanos(), null);
            assertThat(report(capture, patient).verdict()).isEqualTo("None of 10 ticks took "
                    + "longer than 200 ms (the longest 110 ms); inventory (export getItems, "
                    + "called from bank event 'bank:pay') took 86.7 % of their time.");
        }
    }

    @Test
    void shouldCountOnlyTheChosenTicks() throws IOException {
        try (Capture capture = server()) {
            CaptureReport slow = report(capture, ReportOptions.DEFAULT.withTicksOver(50 * MS));
            Report report = slow.report();
            assertThat(report.ticks()).isEqualTo(2);
            assertThat(slow.ticksInCapture()).isEqualTo(10);
            assertThat(report.exports()).singleElement().satisfies(row -> {
                assertThat(row.calls()).isEqualTo(2);
                assertThat(row.selfNanos()).isEqualTo(212 * MS);
                assertThat(row.callsPerSecond()).isEqualTo(2 / 0.220);
            });
            assertThat(report.slowestTicks()).extracting(Hitch::tick).containsExactly(4L, 9L);
            assertThat(CaptureText.render(slow, "x.json", 10, TreeOrder.COST)).contains(
                    "chosen: 2 of 10 ticks, longer than 50 ms; all figures are about them alone");
        }
    }

    @Test
    void shouldReportNothingWhereNoTickIsChosen() throws IOException {
        try (Capture capture = server()) {
            CaptureReport none = report(capture, ReportOptions.DEFAULT.withTicksOver(500 * MS));
            assertThat(none.report().ticks()).isZero();
            assertThat(none.report().resources()).isEmpty();
            assertThat(none.verdict()).isEqualTo("None of the recording's 10 ticks was chosen, so "
                    + "nothing is left to report.");
        }
    }

    @Test
    void shouldShowTheTreeOfOneTick() throws IOException {
        try (Capture capture = server()) {
            CaptureReport fourth = report(capture, ReportOptions.DEFAULT.withTick(4));
            assertThat(fourth.verdict()).isEqualTo("Tick 4 took 110 ms (budget 50 ms); inventory "
                    + "(export getItems, called from bank event 'bank:pay') took 96.4 % of it.");
            TickTree tree = fourth.tree().orElseThrow();
            assertThat(tree.number()).isEqualTo(4);
            assertThat(tree.startNanos()).isEqualTo(800 * MS);
            assertThat(tree.durationNanos()).isEqualTo(110 * MS);
            TickTree.Node root = tree.threads().getFirst().roots().getFirst();
            assertThat(root.selfNanos()).isEqualTo(2 * MS);
            TickTree.Node event = root.children().getFirst();
            assertThat(event.source()).isEqualTo(7);
            assertThat(event.children()).singleElement()
                    .extracting(TickTree.Node::calls, TickTree.Node::totalNanos)
                    .containsExactly(1L, 106 * MS);
            assertThat(CaptureText.render(fourth, "x.json", 10, TreeOrder.TIME)).contains("""
                    Tick 4 took 110 ms, beginning at 800 ms; callees by time, equal calls merged

                    svMain                                     at  times    self  total   share
                    server › tick                               -      1  2.00ms  110ms  100.0%
                      bank › event 'bank:pay' (player 7)  +1.00ms      1  2.00ms  108ms   98.2%
                        inventory › export 'getItems'     +2.00ms      1   106ms  106ms   96.4%
                    """);
            assertThat(report(capture, ReportOptions.DEFAULT.withTick(10)).tree()).isEmpty();
        }
    }

    @Test
    void shouldMergeEqualCallsAndCountWhatItLeavesOut() throws IOException {
        ReadTrack main = builder.track("svMain");
        main.add(tick, 0, 1000 * MS);
        for (int i = 0; i < 30; i++) {
            int one = site("bank", ScriptRuntime.LUA, SpanKind.EVENT, "event" + i);
            main.add(one, i * 20 * MS, i * 20 * MS + MS + i);
            main.add(one, i * 20 * MS + 5 * MS, i * 20 * MS + 7 * MS);
        }
        try (Capture capture = builder.build()) {
            CaptureReport report = report(capture, ReportOptions.DEFAULT.withTick(0));
            TickTree.Node root = report.tree().orElseThrow().threads().getFirst().roots()
                    .getFirst();
            assertThat(root.children()).hasSize(30)
                    .allSatisfy(node -> assertThat(node.calls()).isEqualTo(2));
            String text = CaptureText.render(report, "x.json", 4, TreeOrder.COST);
            assertThat(text).contains("event 'event29'", "event 'event26'", "… 26 more");
            assertThat(text.substring(0, text.indexOf("Hitches:"))).doesNotContain("event25'");
        }
    }

    @Test
    void shouldBoundTheTreeOfARunawayRecursion() throws IOException {
        ReadTrack main = builder.track("svMain");
        main.begin(tick, 0);
        for (int i = 1; i < 5000; i++) {
            main.begin(pay, i * 1000L);
        }
        for (int i = 0; i < 5000; i++) {
            main.end(5_000_000L + i * 1000L);
        }
        try (Capture capture = builder.build()) {
            CaptureReport report = report(capture, ReportOptions.DEFAULT.withTick(0));
            TickTree.Node node = report.tree().orElseThrow().threads().getFirst().roots()
                    .getFirst();
            int depth = 0;
            while (!node.children().isEmpty()) {
                node = node.children().getFirst();
                depth++;
            }
            assertThat(depth).isEqualTo(64);
            assertThat(node.left()).isEqualTo(4999 - 64);
            ObjectNode json = CaptureJson.of(report, "x.json", 10);
            assertThat(json.toString()).contains("\"slicesLeftOut\":" + (4999 - 64));
        }
    }

    @Test
    void shouldTakeWhatRanOnOtherThreadsDuringAChosenTick() throws IOException {
        ReadTrack ticks = builder.track("ticks");
        ReadTrack resources = builder.track("resources");
        int loop = site("bank", ScriptRuntime.LUA, SpanKind.FUNCTION, "loop");
        ticks.add(tick, 0, 10 * MS);
        ticks.add(tick, 50 * MS, 130 * MS);
        ticks.add(tick, 150 * MS, 160 * MS);
        resources.add(loop, 0, 200 * MS);
        resources.add(pay, MS, 2 * MS);
        resources.add(pay, 60 * MS, 120 * MS);
        resources.add(items, 61 * MS, 62 * MS);
        resources.add(pay, 151 * MS, 152 * MS);
        try (Capture capture = builder.build()) {
            Report report = report(capture, ReportOptions.DEFAULT.withTicksOver(20 * MS))
                    .report();
            assertThat(report.events()).singleElement()
                    .extracting(Row::calls, Row::totalNanos).containsExactly(1L, 60 * MS);
            assertThat(report.exports()).hasSize(1);
            assertThat(report.functions()).isEmpty();
            assertThat(report.tracks()).extracting(TrackRow::name, TrackRow::slices)
                    .containsExactly(tuple("ticks", 1L), tuple("resources", 2L));
        }
    }

    @Test
    void shouldReferToTheRecordedTimeWithoutTicks() throws IOException {
        ReadTrack one = builder.track("one");
        ReadTrack two = builder.track("two");
        one.add(pay, 1000 * MS, 1500 * MS);
        two.add(items, 1500 * MS, 3000 * MS);
        builder.rebase();
        try (Capture capture = builder.build()) {
            CaptureReport result = report(capture, ReportOptions.DEFAULT);
            Report report = result.report();
            assertThat(report.events().getFirst().tickPercent()).isEqualTo(25);
            assertThat(report.exports().getFirst().callsPerSecond()).isEqualTo(0.5);
            assertThat(report.tracks()).extracting(TrackRow::busyNanos, TrackRow::busyPercent)
                    .containsExactly(tuple(500 * MS, 25.0), tuple(1500 * MS, 75.0));
            assertThat(result.verdict()).isEqualTo("The recording marks no ticks, so shares are "
                    + "of the 2.00 s recorded; inventory (export getItems) took 75.0 % of them.");
            assertThat(CaptureText.render(result, "x.json", 10, TreeOrder.COST))
                    .contains("Recorded threads", "of recording").doesNotContain("Slowest");
            assertThat(CaptureJson.of(result, "x.json", 10).path("shareOf").asString())
                    .isEqualTo("recording");
        }
    }

    @Test
    void shouldNotTakeSumsForSingleTicks() throws IOException {
        CaptureBuilder sums = new CaptureBuilder("collapsed");
        ReadTrack main = sums.track("svMain");
        main.add(sums.sites().intern("server", ScriptRuntime.ENGINE, SpanKind.TICK, "tick", "", 0),
                0, 9000 * MS);
        main.add(sums.sites().intern("bank", ScriptRuntime.ENGINE, SpanKind.FUNCTION, "pay", "",
                0), 0, 8100 * MS);
        try (Capture capture = sums.build()) {
            CaptureReport report = report(capture, ReportOptions.DEFAULT);
            assertThat(report.verdict()).isEqualTo("The file holds sums by stack, no single ticks; "
                    + "bank (function pay) took 90.0 % of the time of all ticks.");
            assertThat(CaptureText.render(report, "x.txt", 10, TreeOrder.COST))
                    .contains("only sums by stack").doesNotContain("Hitches")
                    .doesNotContain("1 tick: ");
            assertThat(CaptureJson.of(report, "x.txt", 10).path("sums").asBoolean()).isTrue();
        }
    }

    @Test
    void shouldReportNothingOfAnEmptyCapture() throws IOException {
        builder.track("main");
        try (Capture capture = builder.build()) {
            CaptureReport report = report(capture, ReportOptions.DEFAULT);
            assertThat(report.verdict()).isEqualTo("The recording holds no spans.");
            assertThat(CaptureText.render(report, "x.json", 10, TreeOrder.COST)).contains("0 spans")
                    .doesNotContain("NaN").doesNotContain("Infinity");
            assertThat(CaptureMarkdown.render(report, "x.json", 10)).doesNotContain("NaN");
        }
    }

    @Test
    void shouldDivideByNoZeroWhereNothingTookTime() throws IOException {
        ReadTrack main = builder.track("main");
        main.add(tick, 5, 5);
        main.add(pay, 5, 5);
        try (Capture capture = builder.build()) {
            for (ReportOptions options : List.of(ReportOptions.DEFAULT,
                    ReportOptions.DEFAULT.withTick(0))) {
                ObjectNode json = CaptureJson.of(report(capture, options), "x.json", 10);
                assertThat(json.toString()).doesNotContain("NaN").doesNotContain("Infinity");
                assertThat(json.path("ticks").asLong()).isEqualTo(1);
                assertThat(json.path("resources").get(0).path("tickPercent").asDouble())
                        .isZero();
            }
        }
    }

    @Test
    void shouldNameThePlayersWhoCostMost() throws IOException {
        ReadTrack main = builder.track("svMain");
        main.add(tick, 0, 100 * MS);
        main.source(main.add(pay, MS, 31 * MS), 12);
        main.add(items, 2 * MS, 22 * MS);
        main.source(main.add(items, 40 * MS, 45 * MS), 1 << 20);
        main.source(main.add(pay, 50 * MS, 52 * MS), -5);
        try (Capture capture = builder.build()) {
            assertThat(report(capture, ReportOptions.DEFAULT).report().players())
                    .extracting(PlayerRow::source, PlayerRow::calls, PlayerRow::selfNanos,
                            PlayerRow::totalNanos, PlayerRow::topEvent, PlayerRow::tickPercent)
                    .containsExactly(tuple(12, 1L, 30 * MS, 30 * MS, "bank:pay", 30.0),
                            tuple(-1, 1L, 5 * MS, 5 * MS, "", 5.0));
        }
    }

    @Test
    void shouldSayWhatTheProfilerCost() throws IOException {
        ReadTrack main = builder.track("svMain");
        main.add(tick, 0, 10_000);
        main.add(pay, 1000, 9000);
        builder.spanCost(new SpanCost(100, 0, 0, 0));
        try (Capture capture = builder.build()) {
            assertThat(report(capture, ReportOptions.DEFAULT).report().overheadCategories())
                    .last().isEqualTo(new OverheadRow("profiler", 2, 200, 2));
        }
    }

    @Test
    void shouldWriteTheFieldsThatScriptsRead() throws IOException {
        builder.repaired("slices without an end", 3);
        builder.lost(builder.track("other"), 5, 40);
        try (Capture capture = server()) {
            CaptureReport report = report(capture, ReportOptions.DEFAULT);
            ObjectNode json = CaptureJson.of(report, "x.json", 10);
            assertThat(json.propertyNames()).startsWith("schema").contains("spans", "slices",
                    "drops", "repaired", "resources", "events", "exports", "threads", "commands",
                    "natives", "functions", "overheadCategories", "hitches", "players", "tracks");
            assertThat(json.path("schema").asString()).isEqualTo("fxprof/report/1");
            assertThat(json.path("repaired").path("slices without an end").asLong()).isEqualTo(3);
            assertThat(json.path("drops").asLong()).isEqualTo(40);
            assertThat(json.path("ticksOverBudget").asLong()).isEqualTo(2);
            assertThat(json.path("events").get(0).propertyNames()).contains("name", "calls",
                    "selfNanos", "totalNanos", "p50Nanos", "p99Nanos", "maxNanos", "tickPercent",
                    "resource", "file", "line");
            assertThat(CaptureText.render(report, "x.json", 10, TreeOrder.COST)).contains(
                    "incomplete: 40 records were lost",
                    "repaired while reading: 3 slices without an end");
        }
    }

    @Test
    void shouldKeepTheHitchesThatAResourceHadAPartIn() throws IOException {
        ReadTrack main = builder.track("svMain");
        main.add(tick, 0, 200 * MS);
        main.add(pay, 0, 190 * MS);
        main.add(tick, 300 * MS, 500 * MS);
        main.add(items, 300 * MS, 490 * MS);
        try (Capture capture = builder.build()) {
            Report report = report(capture, ReportOptions.DEFAULT.withResource("inventory"))
                    .report();
            assertThat(report.hitchCount()).isEqualTo(1);
            assertThat(report.hitches()).singleElement().extracting(Hitch::tick).isEqualTo(1L);
            assertThat(CaptureReport.resources(capture)).containsExactly("bank", "inventory",
                    "server");
        }
    }
}

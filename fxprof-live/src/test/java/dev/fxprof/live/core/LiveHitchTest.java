package dev.fxprof.live.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.fxprof.api.Capture;
import dev.fxprof.export.capture.TraceFile;
import dev.fxprof.export.report.Hitch;
import dev.fxprof.export.report.SpanStatistics;
import dev.fxprof.export.report.StatisticsOptions;
import dev.fxprof.live.Await;
import dev.fxprof.live.LiveServerRun;
import dev.fxprof.live.TestClock;
import dev.fxprof.live.view.CaptureView;
import dev.fxprof.live.view.HitchView;
import dev.fxprof.live.view.HitchView.CaptureState;
import dev.fxprof.live.view.LiveSnapshot;
import dev.fxprof.live.view.ServerState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveHitchTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock("2026-11-29T12:00:00Z");

    private Live open() throws IOException {
        return Live.open(LiveOptions.in(folder), new LiveClock(clock, clock::nanos));
    }

    @Test
    void shouldNameAPlantedHitchCompletelyAndSaveTheSecondsAroundIt() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(400).hitch(17, 180).ticks(100);
                CaptureView capture = Await.found("the capture stands in the store",
                        () -> live.captures().isEmpty() ? null : live.captures().getFirst());
                shouldName(server.hitches(), capture);
                shouldShowTheSecondsAround(live, capture);
            }
            Await.until("the source has gone",
                    () -> server.snapshot().state() == ServerState.ENDED);
        }
    }

    private static void shouldName(List<HitchView> hitches, CaptureView capture)
            throws InterruptedException {
        assertThat(hitches).hasSize(1);
        HitchView hitch = hitches.getFirst();
        assertThat(hitch.resource()).isEqualTo("inventory");
        assertThat(hitch.kind()).isEqualTo("export");
        assertThat(hitch.name()).isEqualTo("getPrice");
        assertThat(hitch.event()).isEqualTo("shop:buy");
        assertThat(hitch.export()).isEqualTo("getPrice");
        assertThat(hitch.source()).isEqualTo(17);
        assertThat(hitch.thread()).isEqualTo("svMain");
        assertThat(hitch.tick()).isEqualTo(400);
        assertThat(hitch.durationNanos()).isBetween(188 * MILLI, 189 * MILLI);
        assertThat(hitch.chain()).extracting(HitchView.Step::name).containsExactly("tick",
                "shop:buy", "getPrice");
        assertThat(hitch.verdict()).isEqualTo("inventory (export getPrice) took 179 ms of the "
                + "tick's 188 ms on svMain (tick over 150 ms), called from event shop:buy (shop), "
                + "by player 17; the first time today");
        assertThat(hitch.atMillis()).isBetween(
                java.time.Instant.parse("2026-11-29T12:00:19Z").toEpochMilli(),
                java.time.Instant.parse("2026-11-29T12:00:21Z").toEpochMilli());
        assertThat(hitch.capture()).isEqualTo(capture.id());
        assertThat(capture.hitches()).extracting(HitchView::captureState)
                .containsExactly(CaptureState.SAVED);
    }

    private static void shouldShowTheSecondsAround(Live live, CaptureView capture)
            throws IOException {
        Path file = live.capture(capture.id()).orElseThrow();
        try (Capture read = TraceFile.read(file)) {
            assertThat(read.repairs()).isEmpty();
            SpanStatistics statistics = new SpanStatistics(read.sites(),
                    new StatisticsOptions(0));
            read.replay(statistics);
            // Five seconds before, the hitch itself, two seconds after.
            assertThat(statistics.report().ticks()).isBetween(100L + 1 + 36, 100L + 1 + 42);
            Hitch hitch = statistics.report().hitches().getFirst();
            assertThat(hitch.name()).isEqualTo("getPrice");
            assertThat(hitch.source()).isEqualTo(17);
        }
    }

    @Test
    void shouldFindTimeBetweenTicksThatNobodyRecorded() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(10).pause(300).ticks(2);
                HitchView hitch = Await.found("the gap is found",
                        () -> server.hitches().isEmpty() ? null : server.hitches().getFirst());
                assertThat(hitch.verdict()).startsWith("342 ms of the 350 ms between two ticks on "
                        + "svMain (interval between ticks over 150 ms) lie outside all that is "
                        + "recorded");
            }
        }
    }

    @Test
    void shouldCountHowOftenACulpritWasToBlameTodayAlsoAfterARestart() throws Exception {
        for (int run = 0; run < 2; run++) {
            try (Live live = open()) {
                LiveServer server = live.addServer("main");
                try (LiveServerRun source = new LiveServerRun(clock, server)) {
                    source.ticks(20).hitch(3, 200).ticks(200).hitch(4, 200).ticks(60);
                    int expected = 2 * (run + 1);
                    Await.until("all hitches are known",
                            () -> server.hitches().size() == expected);
                }
                Await.until("its captures are saved", () -> server.hitches().stream()
                        .allMatch(hitch -> hitch.captureState() == CaptureState.SAVED));
                assertThat(server.hitches().getFirst().timesToday()).isEqualTo(2 * (run + 1));
                assertThat(server.hitches().getFirst().verdict())
                        .contains(run == 0
                                ? "; the 2nd time today, since 12:00:01"
                                : "; the 4th time today, since 12:00:01");
            }
        }
        clock.advance(Duration.ofHours(24));
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun source = new LiveServerRun(clock, server)) {
                source.ticks(20).hitch(3, 200).ticks(60);
                Await.until("it is found", () -> server.hitches().size() == 5);
                assertThat(server.hitches().getFirst().verdict())
                        .endsWith("; the first time today");
            }
        }
    }

    @Test
    void shouldStayWithinItsLimitsWithAThousandHitchesAnHour() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun run = new LiveServerRun(clock, server, 120)) {
                for (int i = 1; i <= 1000; i++) {
                    // 3.6 s: a hitch that takes two intervals, and 28 other ticks.
                    run.hitch(i % 64, 180).ticks(28);
                    int known = i;
                    if (i % 4 == 0) {
                        Await.until("hitch " + i + " is known",
                                () -> server.hitches().size() == known);
                    }
                }
            }
            Await.until("all that was begun is saved", () -> server.hitches().stream()
                    .noneMatch(hitch -> hitch.captureState() == CaptureState.PENDING));
            assertThat(live.captures()).hasSizeBetween(60, 75);
            assertThat(server.hitches()).hasSize(1000);
            assertThat(live.store().bytes()).isLessThan(live.store().limitBytes() / 10);
            String metrics = metrics(live);
            long limited = server.hitches().stream()
                    .filter(hitch -> hitch.captureState() == CaptureState.LIMITED).count();
            assertThat(limited).isPositive();
            assertThat(metrics).contains("fxprof_hitches_total{rule=\"tick\",server=\"main\"} "
                    + "1000.0\n");
            assertThat(metrics).contains("fxprof_captures_total{result=\"limited\","
                    + "server=\"main\"} " + limited + ".0\n");
        }
    }

    private static String metrics(Live live) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        live.writeMetrics(null, text);
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldSaveTheSecondsBeforeAFreezeThatIsLongerThanItsMemory() throws Exception {
        LiveOptions options = LiveOptions.in(folder).withRecorder(10, 1 << 20);
        try (Live live = Live.open(options, new LiveClock(clock, clock::nanos))) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(400).hitch(17, 15_000).ticks(60);
                CaptureView capture = Await.found("it is saved",
                        () -> live.captures().isEmpty() ? null : live.captures().getFirst());
                assertThat(capture.hitches()).hasSize(1);
                assertThat(capture.partial()).isFalse();
                assertThat(capture.toMillis() - capture.fromMillis()).isBetween(21_500L, 22_500L);
                assertThat(capture.slices()).isBetween(3 * 135L, 3 * 150L);
            }
        }
    }

    @Test
    void shouldShowHitchesThatFollowEachOtherInOneCapture() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(20).hitch(1, 180).ticks(20).hitch(2, 180).ticks(20).hitch(3, 180)
                        .ticks(60);
                CaptureView capture = Await.found("it is saved",
                        () -> live.captures().isEmpty() ? null : live.captures().getFirst());
                assertThat(capture.hitches()).extracting(HitchView::source)
                        .containsExactly(1, 2, 3);
            }
            assertThat(live.captures()).hasSize(1);
        }
    }

    @Test
    void shouldNotTakeAStreamForQuietThatItIsBehindOf() throws Exception {
        Thread source = Thread.currentThread();
        AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
        LiveClock held = new LiveClock(clock, () -> {
            if (Thread.currentThread() != source) {
                assertThatCode(() -> gate.get().await()).doesNotThrowAnyException();
            }
            return clock.nanos();
        });
        try (Live live = Live.open(LiveOptions.in(folder), held)) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(20).hitch(1, 180);
                Await.until("the hitch is known", () -> server.hitches().size() == 1);
                gate.set(new CountDownLatch(1));
                run.ticks(20).hitch(2, 180).ticks(400);
                gate.get().countDown();
                CaptureView capture = Await.found("it is saved",
                        () -> live.captures().isEmpty() ? null : live.captures().getFirst());
                assertThat(capture.hitches()).extracting(HitchView::source).containsExactly(1, 2);
            }
        }
    }

    @Test
    void shouldKeepTheMinutesOverARestart() throws Exception {
        for (int minutes = 2; minutes <= 4; minutes += 2) {
            try (Live live = open()) {
                LiveServer server = live.addServer("main");
                try (LiveServerRun run = new LiveServerRun(clock, server, 100)) {
                    for (int second = 0; second < 125; second++) {
                        run.ticks(10);
                        long known = server.snapshot().cost().slices();
                        Await.until("they are looked at",
                                () -> server.snapshot().cost().slices() > known
                                        || server.ticks(0).size() >= 1250);
                    }
                }
                int expected = minutes;
                Await.until("the minutes are saved", () -> server
                        .minutes(0, clock.millis()).size() == expected);
                assertThat(server.minutes(0, clock.millis())).allSatisfy(minute -> {
                    assertThat(minute.tick().count()).isBetween(590L, 600L);
                    assertThat(minute.resources()).extracting(row -> row.name())
                            .containsExactly("server", "hud", "voice");
                });
                assertThat(live.store().failed()).isZero();
            }
        }
    }

    @Test
    void shouldSaveWhatIsKeptWhenSomebodyAsks() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            assertThat(server.trigger("nobody is there")).isEmpty();
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(100);
                Await.until("ticks are known", () -> server.ticks(0).size() == 100);
                String id = server.trigger("console");
                assertThat(id).isNotEmpty();
                run.ticks(60);
                CaptureView capture = Await.found("it is saved",
                        () -> live.captures().isEmpty() ? null : live.captures().getFirst());
                assertThat(capture.id()).isEqualTo(id);
                assertThat(capture.reason()).isEqualTo("console");
                assertThat(capture.hitches()).isEmpty();
                assertThat(capture.slices()).isBetween(3 * 138L, 3 * 142L);
            }
        }
    }

    @Test
    void shouldShowSnapshotsInTheirOrder() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            LiveSnapshot before = server.snapshot();
            assertThat(before.state()).isEqualTo(ServerState.WAITING);
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(40);
                Await.until("a snapshot has the ticks",
                        () -> server.snapshot().windows().size() == 4
                                && server.snapshot().windows().getFirst().tick().count() == 20);
                long sequence = live.awaitAfter(before.sequence(), 1000);
                assertThat(sequence).isEqualTo(server.snapshot().sequence()).isPositive();
                assertThat(live.awaitAfter(sequence, 1)).isEqualTo(sequence);
                LiveSnapshot snapshot = server.snapshot();
                assertThat(snapshot.state()).isEqualTo(ServerState.LIVE);
                assertThat(snapshot.title()).isEqualTo("test server");
                assertThat(snapshot.cost().slices()).isEqualTo(120);
                assertThat(snapshot.cost().droppedInAll()).isZero();
                assertThat(server.flame(10).totalNanos()).isEqualTo(40 * 8 * MILLI);
                assertThat(server.report(10).resources()).extracting(row -> row.name())
                        .containsExactly("server", "hud", "voice");
            }
        }
    }

    @Test
    void shouldSaveTheCapturesOfAllServersWhenItStops() throws Exception {
        try (Live live = open()) {
            List<LiveServerRun> runs = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                runs.add(new LiveServerRun(clock, live.addServer("server" + i)));
            }
            for (LiveServerRun run : runs) {
                run.ticks(20).hitch(3, 200).ticks(5);
            }
        }
        try (Live live = open()) {
            assertThat(live.captures()).hasSize(12);
            assertThat(live.news()).isEmpty();
        }
    }

    @Test
    void shouldSayAfterARestartWhatBecameOfCapturesThatAreNotThere() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                for (int i = 1; i <= 3; i++) {
                    run.ticks(20).hitch(i, 200).ticks(200);
                    int saved = i;
                    Await.until("it is saved", () -> live.captures().size() == saved);
                }
            }
        }
        List<Path> captures;
        try (Stream<Path> files = Files.list(folder.resolve("captures"))) {
            captures = files.sorted().toList();
        }
        // The first has left the store, the last was never written.
        for (int file : new int[]{0, 1, 4, 5}) {
            Files.delete(captures.get(file));
        }
        try (Live live = open()) {
            assertThat(live.addServer("main").hitches()).extracting(HitchView::captureState)
                    .containsExactly(CaptureState.FAILED, CaptureState.SAVED,
                            CaptureState.EXPIRED);
        }
    }
}

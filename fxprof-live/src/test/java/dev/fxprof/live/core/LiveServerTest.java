package dev.fxprof.live.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanSink;
import dev.fxprof.export.TestBatch;
import dev.fxprof.live.Await;
import dev.fxprof.live.LiveServerRun;
import dev.fxprof.live.TestClock;
import dev.fxprof.live.view.RunningView;
import dev.fxprof.live.view.ServerState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveServerTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock("2026-11-29T12:00:00Z");

    private Live open() throws IOException {
        return Live.open(LiveOptions.in(folder), new LiveClock(clock, clock::nanos));
    }

    /** A table that cannot be read. */
    private static final class BrokenSites implements SiteTable {
        @Override
        public int intern(String resource, ScriptRuntime runtime, SpanKind kind, String name,
                String file, int line) {
            return 1;
        }

        @Override
        public Site site(int id) {
            throw new StackOverflowError("broken table");
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public long overflowed() {
            return 0;
        }
    }

    @Test
    void shouldGoOnWithTheNextSourceAfterOneThatRaisesAnError() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            try (SpanSink broken = server.attach(new BrokenSites(), "broken",
                    () -> RunningView.unknown("a test"))) {
                broken.accept(new TestBatch(1).leaf(1, 1, 0, 10));
                broken.flush();
            }
            List<String> news = new ArrayList<>();
            Await.until("it is told", () -> {
                news.addAll(live.news());
                return !news.isEmpty();
            });
            assertThat(news).singleElement().asString()
                    .startsWith("What came from main could not be looked at: ")
                    .contains("broken table");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(20);
                Await.until("the next source is seen", () -> server.ticks(0).size() == 20);
            }
        }
    }

    @Test
    void shouldShowThatAServerHangsAlthoughItsDrainGoesOn() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(400);
                // The ticks stand there a moment before the snapshot with them.
                Await.until("it is live", () -> server.ticks(0).size() == 400
                        && server.snapshot().state() == ServerState.LIVE);
                run.hang(4);
                assertThat(server.snapshot().state()).isEqualTo(ServerState.LIVE);
                run.hang(16);
                Await.until("nothing of it is in the last ten seconds",
                        () -> server.snapshot().state() == ServerState.SILENT
                                && server.snapshot().windows().get(1).tick().count() == 0);
                assertThat(server.snapshot().windows().get(2).tick().count()).isEqualTo(400);
                assertThat(server.history()).hasSizeBetween(38, 41);
                run.ticks(40);
                Await.until("it is live again",
                        () -> server.snapshot().state() == ServerState.LIVE
                                && server.snapshot().windows().getFirst().tick().count() == 20);
            }
        }
    }

    private static double dropped(Live live, String reason) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            live.writeMetrics(null, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String series = "fxprof_dropped_records_total{reason=\"" + reason
                + "\",server=\"main\"} ";
        return text.toString(StandardCharsets.UTF_8).lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findFirst().orElse(0);
    }

    private static void awaitDropped(Live live, String reason, double count)
            throws InterruptedException {
        Await.until(count + " are lost by " + reason, () -> dropped(live, reason) == count);
    }

    @Test
    void shouldCountOnceWhatTheSourceExplainsAfterwards() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.lost(7).ticks(20);
                Await.until("the loss has been looked at", () -> server.snapshot().cost()
                        .spans() == 60);
                run.cost(7).ticks(1);
                awaitDropped(live, "ringFull", 7);
                assertThat(dropped(live, "unexplained")).isZero();
            }
        }
    }

    @Test
    void shouldCountWhatTheSourceNeverExplains() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.lost(7).ticks(220);
                awaitDropped(live, "unexplained", 7);
            }
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.lost(2).ticks(20);
            }
            awaitDropped(live, "unexplained", 9);
        }
    }

    @Test
    void shouldSaveACaptureThatTheServersConsoleAsksForNow() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                long now = clock.millis() / 1000;
                run.ticks(100).mark("fxprof", "fxprof:capture " + (now - 3600) + " long ago")
                        .mark("shop", "fxprof:capture " + now + " of a script")
                        .mark("fxprof", "half time").ticks(100);
                run.mark("fxprof", "fxprof:capture " + clock.millis() / 1000 + " who lags")
                        .ticks(60);
                Await.until("a capture is saved", () -> !live.captures().isEmpty());
            }
            assertThat(live.captures()).singleElement().satisfies(capture -> {
                assertThat(capture.reason())
                        .isEqualTo("who lags, asked for on the server's console");
                // All that was kept and the two seconds after it, each tick with three spans.
                assertThat(capture.slices()).isBetween(3 * 235L, 3 * 245L);
            });
        }
    }

    @Test
    void shouldGoOnAfterAStampOfTheFuture() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(100).stampOfTheFuture(3_600_000).ticks(200);
                // The ticks stand there a moment before the snapshot with them.
                Await.until("all is seen", () -> server.ticks(0).size() == 300
                        && server.snapshot().state() == ServerState.LIVE
                        && server.snapshot().windows().get(1).tick().count() > 0);
                assertThat(server.snapshot().windows().get(1).tick().count())
                        .isBetween(180L, 200L);
                assertThat(server.report(10).ticks()).isBetween(195L, 205L);
                assertThat(server.snapshot().cost().recorderSeconds()).isBetween(14.0, 16.0);
            }
        }
    }

    @Test
    void shouldTellOfASnapshotOnlyOnceItIsThere() throws Exception {
        List<String> early = new CopyOnWriteArrayList<>();
        AtomicReference<Live> opened = new AtomicReference<>();
        Clock watching = new ForwardingClock(clock, () -> {
            Live live = opened.get();
            if (live != null && Thread.currentThread().getName().startsWith("fxprof-live-")) {
                long newest = live.servers().stream()
                        .mapToLong(server -> server.snapshot().sequence()).max().orElse(0);
                long told = newest > 0 ? live.awaitAfter(newest - 1, 1) : 0;
                if (told > newest) {
                    early.add(told + " is told of, " + newest + " is there");
                }
            }
        });
        try (Live live = Live.open(LiveOptions.in(folder),
                new LiveClock(watching, clock::nanos))) {
            LiveServer server = live.addServer("main");
            opened.set(live);
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                for (int i = 1; i <= 3; i++) {
                    long seen = server.snapshot().sequence();
                    run.ticks(20);
                    Await.until("there is a snapshot",
                            () -> server.snapshot().sequence() > seen);
                }
            }
        }
        assertThat(early).isEmpty();
    }

    /** Calls somebody whenever it is asked for the time. */
    private static final class ForwardingClock extends Clock {
        private final Clock clock;
        private final Asked asked;

        interface Asked {
            void now() throws InterruptedException;
        }

        ForwardingClock(Clock clock, Asked asked) {
            this.clock = clock;
            this.asked = asked;
        }

        @Override
        public Instant instant() {
            try {
                asked.now();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}

package dev.fxprof.live.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fxprof.api.ResourceCounter;
import dev.fxprof.api.ResourceCounter.Measure;
import dev.fxprof.api.ResourceCounter.Subject;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanSink;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import dev.fxprof.export.report.Report;
import dev.fxprof.export.report.ResourceRow;
import dev.fxprof.export.report.SpanStatistics;
import dev.fxprof.export.report.StatisticsOptions;
import dev.fxprof.live.view.HistoryPoint;
import dev.fxprof.live.view.ResourceLive;
import dev.fxprof.live.view.WindowView;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveAggregatesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long TICK = SECOND / 20;
    private static final LiveListener NOBODY = new LiveListener() {
        @Override
        public void tick(long nanos) {
        }

        @Override
        public void resourceTick(String resource, long nanos) {
        }

        @Override
        public void call(String resource, SpanKind kind, String name, long calls, long nanos) {
        }

        @Override
        public void traffic(String resource, boolean sent, long bytes) {
        }

        @Override
        public void memory(String resource, long bytes) {
        }

        @Override
        public void profiler(double nanos) {
        }
    };

    private final TestSites sites = new TestSites();
    private final LiveAggregates live = new LiveAggregates(TICK, NOBODY);
    private long ids;

    LiveAggregatesTest() {
        live.stream(sites);
    }

    @Test
    void shouldAgreeWithTheReportOfTheSameSeconds() throws IOException {
        SpanStatistics expected = new SpanStatistics(sites, new StatisticsOptions(0));
        ticks(0, 200, 7, live);
        ticks(200, 1400, 7, live);
        ticks(200, 1400, 7, expected);
        ticks(1400, 1401, 7, live);
        WindowView minute = live.windows().get(2);
        Report report = expected.report();
        assertThat(minute.seconds()).isEqualTo(60);
        assertThat(minute.coveredNanos()).isEqualTo(60 * SECOND);
        assertThat(minute.tick().count()).isEqualTo(report.ticks()).isEqualTo(1200);
        assertThat(minute.slices()).isEqualTo(report.slices());
        assertThat(minute.spans()).isEqualTo(report.spans());
        assertThat(minute.tick().maxNanos()).isEqualTo(report.tick().maxNanos());
        assertThat(minute.tick().meanNanos()).isEqualTo(report.tick().meanNanos());
        assertThat(minute.resources()).hasSameSizeAs(report.resources());
        for (int i = 0; i < report.resources().size(); i++) {
            shouldAgree(minute.resources().get(i), report.resources().get(i), 0.02);
        }
    }

    @Test
    void shouldAgreeWithTheReportOfAQuarterOfAnHour() throws IOException {
        SpanStatistics expected = new SpanStatistics(sites, new StatisticsOptions(0));
        for (int minute = 0; minute < 20; minute++) {
            // A few ticks of each minute, of which six are out of the window again.
            ticks(minute * 1200, minute * 1200 + 100, 7, live);
            if (minute >= 6) {
                ticks(minute * 1200, minute * 1200 + 100, 7, expected);
            }
        }
        // The next minute begins, and its first second is not over.
        ticks(20 * 1200, 20 * 1200 + 1, 7, live);
        WindowView window = live.windows().get(3);
        Report report = expected.report();
        assertThat(window.tick().count()).isEqualTo(report.ticks());
        assertThat(window.slices()).isEqualTo(report.slices());
        for (int i = 0; i < report.resources().size(); i++) {
            shouldAgree(window.resources().get(i), report.resources().get(i), 0.03);
        }
    }

    private static void shouldAgree(ResourceLive own, ResourceRow row, double spread) {
        assertThat(own.name()).isEqualTo(row.name());
        assertThat(own.calls()).isEqualTo(row.calls());
        assertThat(own.selfNanos()).isEqualTo(row.selfNanos());
        assertThat(own.totalNanos()).isEqualTo(row.totalNanos());
        assertThat(own.maxNanos()).isEqualTo(row.maxNanos());
        assertThat(own.tickPercent()).isEqualTo(row.tickPercent(), within(1e-6));
        assertThat((double) own.p50Nanos()).isEqualTo(row.p50Nanos(),
                within(spread * row.p50Nanos() + 1100));
        assertThat((double) own.p99Nanos()).isEqualTo(row.p99Nanos(),
                within(spread * row.p99Nanos() + 1100));
    }

    @Test
    void shouldShowOnlyTheLastSecondInTheShortestWindow() {
        for (int second = 0; second < 5; second++) {
            for (int i = 0; i <= second; i++) {
                tick(second * SECOND + i * TICK, 1_000_000 * (second + 1));
            }
        }
        WindowView second = live.windows().getFirst();
        assertThat(second.tick().count()).isEqualTo(4);
        assertThat(second.tick().maxNanos()).isEqualTo(4_000_000);
        assertThat(live.history()).extracting(HistoryPoint::ticks).containsExactly(1, 2, 3, 4);
    }

    @Test
    void shouldCountTicksOverBudget() {
        for (int i = 0; i < 40; i++) {
            tick(i * TICK, i % 4 == 0 ? 60_000_000 : 1_000_000);
        }
        assertThat(live.windows().get(1).tick().overBudget()).isEqualTo(5);
    }

    @Test
    void shouldTellTrafficAndMemoryOfEachResource() {
        int out = counter(Measure.BYTES, Subject.CLIENT_EVENT, "shop:open");
        int in = counter(Measure.BYTES, Subject.NET_EVENT, "shop:buy");
        int memory = counter(Measure.BYTES, Subject.MEMORY, "");
        TestBatch batch = new TestBatch(1).open(sites.tick(), 1, 0)
                .leaf(sites.event("shop", "shop:buy"), 2, 10, 20).close(1000);
        live.accept(batch.counter(out, 30, 3000).counter(in, 31, 200).counter(memory, 32, 4e6)
                .counter(out, 33, 1000));
        tick(SECOND, 1000);
        ResourceLive shop = live.windows().getFirst().resources().stream()
                .filter(resource -> resource.name().equals("shop")).findFirst().orElseThrow();
        assertThat(shop.bytesOutPerSecond()).isEqualTo(4000);
        assertThat(shop.bytesInPerSecond()).isEqualTo(200);
        assertThat(shop.eventsPerSecond()).isEqualTo(1);
        assertThat(shop.memoryBytes()).isEqualTo(4_000_000);
    }

    @Test
    void shouldGoOnAfterHoursWithoutASource() {
        tick(0, 1000);
        tick(10_000 * SECOND, 1000);
        tick(10_001 * SECOND, 1000);
        List<WindowView> windows = live.windows();
        assertThat(windows.getFirst().tick().count()).isEqualTo(1);
        assertThat(windows.get(3).tick().count()).isEqualTo(1);
    }

    private int counter(Measure measure, Subject subject, String name) {
        return sites.event("server",
                new ResourceCounter(measure, subject, "shop", name).siteName());
    }

    private void tick(long start, long nanos) {
        live.accept(new TestBatch(1).leaf(sites.tick(), ++ids, start, start + nanos));
    }

    /** The same ticks for the same seed and numbers. */
    private void ticks(int from, int to, long seed, SpanSink sink) throws IOException {
        for (int i = from; i < to; i++) {
            Random random = new Random(seed * 31 + i);
            long now = i * TICK;
            TestBatch batch = new TestBatch(1).open(sites.tick(), ++ids, now);
            for (int event = random.nextInt(6); event > 0; event--) {
                String resource = "resource" + random.nextInt(5);
                now += random.nextInt(300_000);
                batch.open(sites.event(resource, "event"), ++ids, now);
                now += random.nextInt(100_000);
                long end = now + random.nextInt(2_000_000);
                batch.open(sites.thread("resource" + random.nextInt(5), "thread"), ++ids, now)
                        .leaf(sites.nativeCall("", "NATIVE"), ++ids, now + 10, end)
                        .close(end + 10);
                now = end + random.nextInt(50_000);
                batch.close(now);
            }
            sink.accept(batch.close(now + 1000));
        }
    }
}

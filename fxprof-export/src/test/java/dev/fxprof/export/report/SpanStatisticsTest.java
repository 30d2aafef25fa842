package dev.fxprof.export.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanStatisticsTest {
    private final TestSites sites = new TestSites();
    private final SpanStatistics statistics = new SpanStatistics(sites, 100);
    private final int tick = sites.tick();

    @Test
    void shouldAddUpAHandComputedExample() {
        int event = sites.event("police", "police:check");
        int walk = sites.function("police", "walk");
        int ped = sites.nativeCall("police", "GetPlayerPed");
        int pay = sites.intern("bank", ScriptRuntime.CSHARP, SpanKind.EXPORT, "pay", "", 0);
        statistics.track(1, "main");
        statistics.accept(new TestBatch(1).open(tick, 1, 0).open(event, 2, 10_000)
                .open(walk, 3, 20_000).open(walk, 4, 30_000).leaf(ped, 5, 40_000, 45_000)
                .close(60_000).close(70_000).open(pay, 6, 70_000).leaf(walk, 7, 71_000, 72_000)
                .close(80_000).close(90_000).close(100_000));
        Report report = statistics.report();
        assertThat(report.ticks()).isEqualTo(1);
        assertThat(report.spans()).isEqualTo(7);
        assertThat(report.slices()).isEqualTo(7);
        assertThat(report.orderViolations()).isZero();
        assertThat(report.depthMax()).isEqualTo(5);
        assertThat(report.spansPerTick()).isEqualTo(7);
        assertThat(report.luaPercent()).isEqualTo(20 + 20 + 25 + 1);
        assertThat(report.nativePercent()).isEqualTo(5);
        assertThat(report.functions()).singleElement().satisfies(row -> {
            assertThat(row.calls()).isEqualTo(3);
            assertThat(row.selfNanos()).isEqualTo(20_000 + 25_000 + 1_000);
            assertThat(row.totalNanos()).isEqualTo(50_000 + 1_000);
            assertThat(row.maxNanos()).isEqualTo(50_000);
            assertThat(row.p50Nanos()).isCloseTo(30_000, within(300L));
            assertThat(row.tickPercent()).isEqualTo(46);
        });
        assertThat(report.resources()).extracting(ResourceRow::name, ResourceRow::calls,
                ResourceRow::selfNanos, ResourceRow::totalNanos, ResourceRow::maxNanos)
                .containsExactly(tuple("police", 2L, 71_000L, 80_000L,
                        71_000L),
                        tuple("server", 1L, 20_000L, 100_000L,
                                20_000L),
                        tuple("bank", 1L, 9_000L, 10_000L, 9_000L));
        assertThat(report.natives().getFirst().resource()).isEqualTo("police");
        assertThat(report.exports().getFirst().resource()).isEqualTo("bank");
    }

    @Test
    void shouldKeepWhatTasksDoOnWorkersOutOfTheTables() {
        int task = sites.intern("bank", ScriptRuntime.LUA, SpanKind.TASK, "interest", "", 0);
        int sum = sites.function("bank", "sum");
        statistics.track(1, "main");
        statistics.track(2, "async worker 0");
        statistics.accept(new TestBatch(2).open(task, 2, 10).leaf(sum, 3, 20, 90_000)
                .close(100_000));
        statistics.accept(new TestBatch(1).open(tick, 1, 0).leaf(task, 4, 1_000, 3_000)
                .close(10_000));
        Report report = statistics.report();
        assertThat(report.spans()).isEqualTo(4);
        assertThat(report.functions()).isEmpty();
        assertThat(report.resources()).extracting(ResourceRow::name, ResourceRow::selfNanos)
                .containsExactly(tuple("server", 8_000L), tuple("bank", 2_000L));
        assertThat(report.luaPercent()).isEqualTo(20);
    }

    @Test
    void shouldCountASuspendedThreadOnceAndItsStretchesTogether() {
        int thread = sites.thread("bank", "interest");
        statistics.track(1, "main");
        statistics
                .accept(new TestBatch(1).open(tick, 1, 0).leaf(thread, 2, 10, 1_010).close(2_000));
        statistics.accept(new TestBatch(1).open(tick, 3, 5_000).leaf(thread, 2, 5_010, 7_010)
                .continues(1_009).close(8_000));
        Report report = statistics.report();
        assertThat(report.spans()).isEqualTo(3);
        assertThat(report.slices()).isEqualTo(4);
        assertThat(report.threads()).singleElement().satisfies(row -> {
            assertThat(row.calls()).isEqualTo(1);
            assertThat(row.slices()).isEqualTo(2);
            assertThat(row.totalNanos()).isEqualTo(3_000);
            assertThat(row.maxNanos()).isEqualTo(2_000);
        });
        assertThat(report.resources().getFirst().p50Nanos()).isCloseTo(1_000, within(64L));
        assertThat(report.resources().getFirst().maxNanos()).isEqualTo(2_000);
        assertThat(report.tick()).isEqualTo(new TickTimes(2_500, report.tick().p50Nanos(),
                report.tick().p99Nanos(), 3_000, report.tick().p95Nanos()));
    }

    @Test
    void shouldMergeANativeOverItsCallersAndNameTheMostFrequent() {
        statistics.track(1, "main");
        int anonymous = sites.nativeCall("", "GetHash");
        statistics.accept(new TestBatch(1).open(tick, 1, 0)
                .open(sites.event("bank", "pay"), 2, 0).leaf(anonymous, 3, 1, 2)
                .leaf(anonymous, 4, 3, 4).leaf(sites.nativeCall("police", "GetHash"), 5, 5, 6)
                .close(10).close(20));
        assertThat(statistics.report().natives()).singleElement().satisfies(row -> {
            assertThat(row.resource()).isEqualTo("bank");
            assertThat(row.calls()).isEqualTo(3);
            assertThat(row.selfNanos()).isEqualTo(3);
        });
        assertThat(statistics.report().resources()).extracting(ResourceRow::name)
                .containsExactly("server", "bank", "police");
    }

    @Test
    void shouldCountPlaceholdersAndLossesApart() {
        statistics.track(1, "main");
        statistics.accept(new TestBatch(1).open(0, 1, 0).placeholder()
                .leaf(sites.event("bank", "pay"), 2, 5, 10).close(100));
        statistics.lost(1, 5, 40);
        statistics.lost(1, 6, 2);
        Report report = statistics.report();
        assertThat(report.parentsNotRecorded()).isEqualTo(1);
        assertThat(report.spans()).isEqualTo(1);
        assertThat(report.slices()).isEqualTo(1);
        assertThat(report.drops()).isEqualTo(42);
        assertThat(report.resources()).singleElement().extracting(ResourceRow::selfNanos)
                .isEqualTo(5L);
    }

    @Test
    void shouldFindSlicesOutOfOrder() {
        statistics.track(1, "main");
        statistics.accept(new TestBatch(1).leaf(tick, 1, 100, 200));
        assertThat(violationsOf(new TestBatch(1).leaf(tick, 2, 199, 300))).isEqualTo(1);
        assertThat(violationsOf(new TestBatch(1).leaf(tick, 3, 300, 290))).isEqualTo(1);
        assertThat(violationsOf(
                new TestBatch(1).open(tick, 4, 400).leaf(tick, 5, 399, 410).close(500)))
                .isEqualTo(1);
        assertThat(violationsOf(
                new TestBatch(1).open(tick, 6, 600).leaf(tick, 7, 650, 701).close(700)))
                .isEqualTo(1);
        assertThat(violationsOf(new TestBatch(1).open(tick, 8, 800).leaf(tick, 9, 810, 830)
                .leaf(tick, 10, 829, 840).close(900))).isEqualTo(1);
        assertThat(violationsOf(new TestBatch(1).open(tick, 11, 900).leaf(tick, 12, 900, 950)
                .leaf(tick, 13, 950, 1000).close(1000))).isZero();
        statistics.track(2, "other");
        assertThat(violationsOf(new TestBatch(2).leaf(tick, 14, 0, 10))).isZero();
    }

    @Test
    void shouldCompareTheLastFifthWithTheFirst() {
        int leak = sites.function("garage", "walkList");
        int steady = sites.function("garage", "steady");
        int tiny = sites.function("garage", "tiny");
        int rare = sites.function("garage", "rare");
        statistics.track(1, "main");
        for (int i = 0; i < 100; i++) {
            long start = i * 1_000_000L;
            TestBatch batch = new TestBatch(1).open(tick, 10L * i + 1, start)
                    .leaf(leak, 10L * i + 2, start, start + 10_000 + 1000 * i)
                    .leaf(steady, 10L * i + 3, start + 200_000, start + 205_000)
                    .leaf(tiny, 10L * i + 4, start + 300_000, start + 300_100 + i);
            if (i % 2 == 0) {
                batch.leaf(rare, 10L * i + 5, start + 400_000, start + 405_000);
            }
            statistics.accept(batch.close(start + 500_000));
            if (i == 50) {
                assertThat(growthOf("walkList")).isNull();
            }
        }
        assertThat(growthOf("walkList")).isCloseTo(100.0 * (99_500 - 19_500) / 19_500,
                within(12.0));
        assertThat(growthOf("steady")).isCloseTo(0, within(1.0));
        assertThat(growthOf("tiny")).isNull();
        assertThat(growthOf("rare")).isNull();
    }

    @Test
    void shouldFollowASlowTickToItsCulprit() {
        int event = sites.event("police", "x");
        int check = sites.function("police", "checkPlayers");
        int ped = sites.nativeCall("police", "GetPlayerPed");
        int idle = sites.event("bank", "idle");
        statistics.track(1, "svMain");
        for (int i = 0; i < 20; i++) {
            statistics.accept(new TestBatch(1).leaf(tick, i + 1, i * 1_000_000_000L,
                    i * 1_000_000_000L + 1_000_000 * (i + 1)));
        }
        long start = 100_000_000_000L;
        statistics.accept(new TestBatch(1).open(tick, 100, start)
                .leaf(idle, 101, start, start + 30_000_000)
                .open(event, 102, start + 30_000_000).player(12)
                .open(check, 103, start + 30_000_000).leaf(ped, 104, start + 30_000_000,
                        start + 32_000_000)
                .close(start + 100_000_000)
                .open(check, 105, start + 100_000_000).close(start + 190_000_000)
                .close(start + 200_000_000).close(start + 201_000_000));
        Report report = statistics.report();
        assertThat(report.slowestTicks()).hasSize(10)
                .extracting(Hitch::tick).startsWith(20L, 19L, 18L).endsWith(11L);
        assertThat(report.hitchCount()).isEqualTo(1);
        assertThat(report.hitches()).singleElement().satisfies(hitch -> {
            assertThat(hitch).isEqualTo(report.slowestTicks().getFirst());
            assertThat(hitch.thread()).isEqualTo("svMain");
            assertThat(hitch.startNanos()).isEqualTo(start);
            assertThat(hitch.durationNanos()).isEqualTo(201_000_000);
            assertThat(hitch.resource()).isEqualTo("police");
            assertThat(hitch.kind()).isEqualTo(SpanKind.FUNCTION);
            assertThat(hitch.name()).isEqualTo("checkPlayers");
            assertThat(hitch.source()).isEqualTo(12);
            assertThat(hitch.selfNanos()).isEqualTo(158_000_000);
            assertThat(hitch.chain()).extracting(Hitch.Step::name)
                    .containsExactly("tick", "x", "checkPlayers");
        });
        assertThat(ReportText.sentence(report.hitches().getFirst())).isEqualTo(
                "tick 20: 201 ms, police › event 'x' › checkPlayers (158 ms self, player 12)");
        assertThat(ReportText.sentence(report.slowestTicks().get(1)))
                .isEqualTo("tick 19: 20.0 ms, server › the tick itself (20.0 ms self)");
    }

    @Test
    void shouldHashWhatRanAndNotInWhichOrder() {
        List<TestBatch> batches = Stream.of(1, 2, 3)
                .map(i -> new TestBatch(1).open(tick, i * 10L, i * 1000L)
                        .leaf(sites.event("bank", "pay" + i), i * 10L + 1, i * 1000L, i * 1000L + 9)
                        .close(i * 1000L + 90))
                .toList();
        String hash = hashOf(sites, batches);
        assertThat(hashOf(sites, batches.reversed())).isEqualTo(hash).hasSize(64);
        assertThat(hashOf(sites, batches.subList(0, 2))).isNotEqualTo(hash);
        TestSites others = new TestSites();
        others.event("bank", "pay2");
        others.event("bank", "pay1");
        others.tick();
        others.event("bank", "pay3");
        TestBatch same = new TestBatch(1).open(3, 1, 0).leaf(2, 2, 0, 1).close(2);
        assertThat(hashOf(others, List.of(same))).isEqualTo(hashOf(sites, batches.subList(0, 1)));
    }

    @Test
    void shouldHashTheDocumentedText() throws Exception {
        int gc = sites.intern("server", ScriptRuntime.ENGINE, SpanKind.GC, "gc", "", 0);
        int pay = sites.event("bank", "pay");
        int elsewhere = sites.intern("bank", ScriptRuntime.LUA, SpanKind.EVENT, "pay",
                "@bank/b.lua",
                7);
        TestBatch batch = new TestBatch(1).open(tick, 1, 0).leaf(pay, 2, 0, 1)
                .leaf(elsewhere, 3, 1, 2).leaf(gc, 4, 2, 3).leaf(pay, 2, 4, 5).continued().close(6);
        String text = "bank\tevent\tpay\ttick\t2\nserver\ttick\ttick\t\t1\n";
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes());
        assertThat(hashOf(sites, List.of(batch)))
                .isEqualTo(HexFormat.of().formatHex(digest));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldSplitTheTimeOfAnyTreeWithoutRest(long seed) {
        Random random = new Random(seed);
        long roots = 0;
        long at = 0;
        statistics.track(1, "main");
        for (int i = 0; i < 50; i++) {
            TestBatch batch = new TestBatch(1);
            long end = tree(batch, random, at, 0);
            roots += end - at;
            at = end;
            statistics.accept(batch);
        }
        Report report = statistics.report();
        assertThat(report.orderViolations()).isZero();
        assertThat(report.resources().stream().mapToLong(ResourceRow::selfNanos).sum())
                .isEqualTo(roots);
        assertThat(report.functions().stream().mapToLong(Row::selfNanos).sum()).isEqualTo(roots);
        assertThat(report.functions()).allMatch(row -> row.totalNanos() >= row.selfNanos());
        assertThat(report.functions()).extracting(Row::selfNanos)
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void shouldFoldNamesWithoutNumberIntoOneRowAResource() {
        SiteTable endless = new EndlessSites();
        SpanStatistics hostile = new SpanStatistics(endless, 0);
        hostile.track(1, "main");
        for (int i = 1; i <= 12_000; i++) {
            hostile.accept(new TestBatch(1).leaf(i, i, i * 10L, i * 10L + 5));
        }
        List<Row> events = hostile.report().events();
        assertThat(events).hasSize(10_001);
        assertThat(events.getFirst().name()).isEqualTo(SiteTable.OTHER);
        assertThat(events.getFirst().calls()).isEqualTo(2_000);
    }

    @Test
    void shouldStayWithinFourMegabytesForSixHundredRows() {
        Random random = new Random(1);
        statistics.track(1, "main");
        long at = 0;
        for (int i = 0; i < 60_000; i++) {
            int site = sites.event("resource" + i % 50, "event" + i % 600);
            long nanos = (long) Math.exp(Math.log(300) + random.nextDouble() * Math.log(1e5));
            statistics.accept(new TestBatch(1).leaf(site, i + 1, at, at + nanos));
            at += nanos;
        }
        assertThat(statistics.bytes()).isLessThan(4_000_000);
    }

    @Test
    void shouldCountBeyondTheRangeOfTwoBytes() {
        Durations durations = new Durations(64);
        for (int i = 0; i < 100_000; i++) {
            durations.add(i < 99_500 ? 1_000 : 1_000_000);
        }
        assertThat(durations.size()).isEqualTo(100_000);
        assertThat(durations.percentile(99)).isCloseTo(1_000, within(32L));
        assertThat(durations.percentile(99.9)).isCloseTo(1_000_000, within(10_000L));
    }

    private long tree(TestBatch batch, Random random, long start, int depth) {
        int site = sites.function("resource" + random.nextInt(3), "f" + random.nextInt(4));
        batch.open(site, random.nextLong(1L << 53), start);
        long at = start;
        for (int i = depth > 6 ? 9 : random.nextInt(5); i < 4; i++) {
            at = tree(batch, random, at + random.nextInt(3), depth + 1);
        }
        at += random.nextInt(500);
        batch.close(at);
        return at;
    }

    private long violationsOf(TestBatch batch) {
        long before = statistics.report().orderViolations();
        statistics.accept(batch);
        return statistics.report().orderViolations() - before;
    }

    private Double growthOf(String function) {
        Row row = statistics.report().functions().stream()
                .filter(candidate -> candidate.name().equals(function)).findFirst().orElseThrow();
        return row.growthPercent().isPresent() ? row.growthPercent().getAsDouble() : null;
    }

    private static String hashOf(SiteTable sites, List<TestBatch> batches) {
        SpanStatistics statistics = new SpanStatistics(sites, 0);
        statistics.track(1, "main");
        batches.forEach(statistics::accept);
        return statistics.report().structureHash();
    }

    @Test
    void shouldTakeCounterValuesWithoutAnySlice() {
        statistics.track(1, "main");
        statistics.accept(new TestBatch(1).leaf(tick, 1, 0, 10));
        statistics.accept(new TestBatch(1).counter(sites.tick(), 20, 1.5));
        statistics.accept(new TestBatch(1).leaf(tick, 2, 30, 40));
        Report report = statistics.report();
        assertThat(report.ticks()).isEqualTo(2);
        assertThat(report.slices()).isEqualTo(2);
        assertThat(report.orderViolations()).isZero();
    }
}

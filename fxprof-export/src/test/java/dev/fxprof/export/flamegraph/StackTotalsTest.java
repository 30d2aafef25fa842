package dev.fxprof.export.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StackTotalsTest {
    private final TestSites sites = new TestSites();
    private final int tick = sites.tick();
    private final int event = sites.event("voice", "voice:mode");
    private final int call = sites.nativeCall("voice", "GET_ENTITY_COORDS");

    @Test
    void shouldAddUpSelfTimeAndCallsByStack() {
        StackTotals totals = totals(StackTotals.DEFAULT_STACKS);
        totals.accept(new TestBatch(1).open(tick, 1, 0).open(event, 2, 100).leaf(call, 3, 110, 120)
                .leaf(call, 4, 130, 135).close(200).close(1000));
        totals.accept(new TestBatch(1).open(tick, 5, 2000).open(event, 6, 2100).close(2150)
                .close(2500));
        assertThat(selfTimes(totals)).isEqualTo(Map.of(
                "[svMain];tick (server)", 900L + 450,
                "[svMain];tick (server);voice:mode (voice)", 85L + 50,
                "[svMain];tick (server);voice:mode (voice);GET_ENTITY_COORDS (voice)", 15L));
        assertThat(totals.totalNanos()).isEqualTo(1500);
        assertThat(totals.calls(totals.size() - 1)).isEqualTo(2);
        assertThat(totals.folded()).isZero();
    }

    @Test
    void shouldCountActivationsAndTheCallsThatTheyStandFor() {
        StackTotals totals = totals(StackTotals.DEFAULT_STACKS);
        totals.accept(new TestBatch(1).leaf(event, 1, 0, 10));
        totals.accept(new TestBatch(1).leaf(event, 1, 20, 30).continued());
        totals.accept(new TestBatch(1).open(event, 2, 40).standsFor(8).close(50));
        totals.accept(new TestBatch(1).open(0, 0, 60).placeholder().leaf(call, 3, 60, 70)
                .close(75));
        assertThat(selfTimes(totals)).isEqualTo(Map.of(
                "[svMain];voice:mode (voice)", 30L,
                "[svMain];parent not recorded (lost)", 5L,
                "[svMain];parent not recorded (lost);GET_ENTITY_COORDS (voice)", 10L));
        assertThat(totals.calls(2)).isEqualTo(9);
        assertThat(totals.calls(3)).isZero();
    }

    @Test
    void shouldAddThreadsOfOneNameTogether() {
        StackTotals totals = totals(StackTotals.DEFAULT_STACKS);
        totals.track(2, "svMain");
        totals.accept(new TestBatch(1).leaf(event, 1, 0, 10));
        totals.accept(new TestBatch(2).leaf(event, 2, 5, 10));
        assertThat(selfTimes(totals)).isEqualTo(Map.of("[svMain];voice:mode (voice)", 15L));
    }

    @Test
    void shouldFoldWhatIsBeyondTheLimitAndCountIt() {
        StackTotals totals = totals(4);
        long nanos = 0;
        for (int i = 0; i < 100; i++) {
            int site = sites.function("voice", "f" + i);
            TestBatch batch = new TestBatch(1).open(event, 2L * i + 1, nanos)
                    .open(site, 2L * i + 2, nanos).leaf(call, 1000 + i, nanos + 1, nanos + 2)
                    .close(nanos + 10).close(nanos + 20);
            totals.accept(batch);
            nanos += 20;
        }
        assertThat(totals.totalNanos()).isEqualTo(nanos);
        assertThat(totals.size()).isLessThanOrEqualTo(2 * 4 + 1);
        assertThat(totals.folded()).isEqualTo(2 * 99);
        assertThat(selfTimes(totals)).containsEntry(
                "[svMain];voice:mode (voice);(other stacks) (unknown)", 99 * 10L);
    }

    @Test
    void shouldBoundEndlessRecursion() {
        StackTotals totals = totals(StackTotals.DEFAULT_STACKS);
        TestBatch batch = new TestBatch(1);
        int depth = 20_000;
        for (int i = 0; i < depth; i++) {
            batch.open(event, i + 1, i);
        }
        for (int i = 0; i < depth; i++) {
            batch.close(depth + i);
        }
        totals.accept(batch);
        assertThat(totals.size()).isEqualTo(StackTotals.MOST_DEPTH + 2);
        assertThat(totals.folded()).isEqualTo(depth - StackTotals.MOST_DEPTH + 1);
        assertThat(totals.totalNanos()).isEqualTo(2L * depth - 1);
    }

    @Test
    void shouldBoundTheTextOfManyDeepStacks() {
        StackTotals totals = totals(Integer.MAX_VALUE);
        String name = "n".repeat(100);
        int[] functions = new int[40];
        for (int i = 0; i < functions.length; i++) {
            functions[i] = sites.function("voice", name + i);
        }
        long id = 1;
        for (int leaf = 0; leaf < 200; leaf++) {
            TestBatch batch = new TestBatch(1);
            for (int i = 0; i < 500; i++) {
                batch.open(functions[leaf + i * i * leaf & 31], id++, i);
            }
            for (int i = 0; i < 500; i++) {
                batch.close(500 + i);
            }
            totals.accept(batch);
        }
        long text = 0;
        for (int node = 1; node < totals.size(); node++) {
            text += totals.stack(node).length();
        }
        assertThat(text).isLessThan(2 * StackTotals.MOST_TEXT);
        assertThat(totals.totalNanos()).isEqualTo(200 * 999L);
    }

    @Test
    void shouldKeepNamesFromBreakingOrTurningALine() {
        StackTotals totals = totals(StackTotals.DEFAULT_STACKS);
        int site = sites.intern("a;b (c", ScriptRuntime.LUA, SpanKind.EVENT,
                "x;y\n\u202Ez\uD800 \uD83D\uDE00", "", 0);
        totals.accept(new TestBatch(1).leaf(site, 1, 0, 10));
        assertThat(totals.stack(2))
                .isEqualTo("[svMain];x:y??z? \uD83D\uDE00 (a:b_(c)");
    }

    private StackTotals totals(int most) {
        StackTotals totals = new StackTotals(sites, most);
        totals.track(1, "svMain");
        return totals;
    }

    static Map<String, Long> selfTimes(StackTotals totals) {
        Map<String, Long> times = new TreeMap<>();
        for (int node = 1; node < totals.size(); node++) {
            if (totals.selfNanos(node) > 0) {
                times.merge(totals.stack(node), totals.selfNanos(node), Long::sum);
            }
        }
        return times;
    }
}

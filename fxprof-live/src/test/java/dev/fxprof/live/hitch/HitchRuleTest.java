package dev.fxprof.live.hitch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import dev.fxprof.live.view.TickPoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HitchRuleTest {
    private static final long MILLI = Detectors.MILLI;
    private static final long TICK = Detectors.TICK;

    private final TestSites sites = new TestSites();
    private final List<Broken> hitches = new ArrayList<>();
    private final List<TickPoint> ticks = new ArrayList<>();
    private long usualTick;

    @ParameterizedTest
    @CsvSource({"tick>150, tick over 150 ms", "interval>200, interval between ticks over 200 ms",
            "native>20, native over 20.0 ms", "span>500, span over 500 ms",
            "share>60, resource over 60.0 % of the tick interval",
            "p99.9*3, tick over 3 times the 99.9% percentile",
            "svMain:tick>75.5, tick over 75.5 ms"})
    void shouldReadRulesAsPeopleWriteThem(String text, String words) {
        HitchRule rule = HitchRule.parse(text, TICK).orElseThrow();
        assertThat(rule.words()).isEqualTo(words);
        assertThat(rule.thread()).isEqualTo(text.contains(":") ? "svMain" : "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tick", "tick>", "tick>x", "tick>-1", "tick>0", "p99", "p*3",
            "p101*2", "p99*0", "share>0", "share>NaN", "percentile>3", "lag>3", ">", "*"})
    void shouldRefuseWhatIsNoRule(String text) {
        assertThat(HitchRule.parse(text, TICK)).isEmpty();
    }

    private HitchDetector detector(String... rules) {
        return Detectors.of(sites, () -> usualTick, hitches::add, ticks::add, rules);
    }

    private TestBatch tick(long startMillis) {
        return new TestBatch(1).open(sites.tick(), 1, startMillis * MILLI);
    }

    private Broken only() {
        assertThat(hitches).hasSize(1);
        return hitches.getFirst();
    }

    @Test
    void shouldBlameASingleLongNativeAndWhoCalledIt() {
        detector("native>20").accept(tick(0)
                .open(sites.event("bank", "bank:transfer"), 2, 1 * MILLI).player(9)
                .leaf(sites.nativeCall("bank", "PERFORM_HTTP_REQUEST"), 3, 2 * MILLI, 25 * MILLI)
                .close(26 * MILLI)
                .leaf(sites.thread("hud", "loop"), 4, 27 * MILLI, 70 * MILLI).close(71 * MILLI));
        Broken broken = only();
        assertThat(broken.hitch().kind()).isEqualTo(SpanKind.NATIVE);
        assertThat(broken.hitch().name()).isEqualTo("PERFORM_HTTP_REQUEST");
        assertThat(broken.hitch().source()).isEqualTo(9);
        assertThat(broken.nanos()).isEqualTo(23 * MILLI);
        assertThat(HitchWords.verdict(broken, 9, 1, 0, java.time.ZoneOffset.UTC)).isEqualTo(
                "native PERFORM_HTTP_REQUEST of bank took 23.0 ms of the tick's 71.0 ms on svMain "
                        + "(native over 20.0 ms), called from event bank:transfer (bank), by player "
                        + "9; the first time today");
    }

    @Test
    void shouldFindAResourceThatTakesMoreThanItsShare() {
        HitchDetector detector = detector("share>60");
        detector.accept(tick(0).leaf(sites.thread("hud", "a"), 2, 1 * MILLI, 20 * MILLI)
                .leaf(sites.thread("bank", "b"), 3, 20 * MILLI, 40 * MILLI).close(45 * MILLI));
        assertThat(hitches).isEmpty();
        detector.accept(tick(50).leaf(sites.thread("hud", "a"), 5, 51 * MILLI, 70 * MILLI)
                .leaf(sites.event("hud", "b"), 6, 70 * MILLI, 90 * MILLI).close(95 * MILLI));
        assertThat(only().nanos()).isEqualTo(39 * MILLI);
    }

    @Test
    void shouldCompareWithThePercentileOnlyOnceItIsKnown() {
        HitchDetector detector = detector("p99*3");
        detector.accept(tick(0).close(40 * MILLI));
        usualTick = 10 * MILLI;
        detector.accept(tick(50).close(75 * MILLI));
        assertThat(hitches).isEmpty();
        detector.accept(tick(100).close(131 * MILLI));
        assertThat(only().nanos()).isEqualTo(31 * MILLI);
    }

    @Test
    void shouldCallATickAHitchOnceWhateverItBreaks() {
        HitchDetector detector = detector("tick>150", "interval>150", "share>10");
        detector.accept(tick(0).close(5 * MILLI));
        detector.accept(
                tick(50).leaf(sites.thread("a", "b"), 2, 60 * MILLI, 230 * MILLI)
                        .close(250 * MILLI));
        detector.accept(tick(251).close(255 * MILLI));
        assertThat(only().rule().kind()).isEqualTo(HitchRule.Kind.TICK);
        assertThat(ticks).extracting(TickPoint::intervalNanos).containsExactly(0L, 50 * MILLI,
                201 * MILLI);
    }

    @Test
    void shouldBlameTheTickForMostOfALongInterval() {
        HitchDetector detector = detector("interval>150");
        detector.accept(tick(0).leaf(sites.thread("hud", "loop"), 2, MILLI, 118 * MILLI)
                .close(120 * MILLI));
        detector.accept(tick(160).close(165 * MILLI));
        assertThat(only().hitch().name()).isEqualTo("loop");
        assertThat(only().outsideNanos()).isEqualTo(40 * MILLI);
    }

    @Test
    void shouldWatchTheThreadOfTheRuleAlone() {
        HitchDetector detector = detector("worker:span>100", "other:tick>10");
        detector.accept(tick(0).close(200 * MILLI));
        int task = sites.intern("shop", ScriptRuntime.LUA, SpanKind.TASK, "prices", "", 0);
        detector.accept(new TestBatch(2).leaf(task, 7, 0, 90 * MILLI));
        detector.accept(new TestBatch(2).leaf(task, 8, 100 * MILLI, 300 * MILLI));
        assertThat(only().hitch().name()).isEqualTo("prices");
        assertThat(only().hitch().thread()).isEqualTo("worker");
    }

    @Test
    void shouldKeepNamesFromBreakingOrTurningTheSentence() {
        detector("tick>150").accept(tick(0).leaf(
                sites.event("evil\n\u202Eshop", "x".repeat(100)), 2, MILLI, 190 * MILLI)
                .close(200 * MILLI));
        String verdict = HitchWords.verdict(only(), 0, 11, 0, java.time.ZoneOffset.UTC);
        assertThat(verdict).startsWith("evil??shop (event " + "x".repeat(60) + "…) took")
                .endsWith("; the 11th time today, since 00:00:00");
    }
}

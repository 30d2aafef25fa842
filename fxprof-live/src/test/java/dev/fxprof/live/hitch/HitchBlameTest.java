package dev.fxprof.live.hitch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is blamed, and in which words. */
class HitchBlameTest {
    private static final long MILLI = Detectors.MILLI;
    private static final long TICK = Detectors.TICK;

    private final TestSites sites = new TestSites();
    private final List<Broken> hitches = new ArrayList<>();

    private HitchDetector detector(String... rules) {
        return Detectors.of(sites, () -> 0, hitches::add, _ -> {
        }, rules);
    }

    private TestBatch tick(long startMillis) {
        return new TestBatch(1).open(sites.tick(), 1, startMillis * MILLI);
    }

    private TestBatch loose(String name, long fromMillis, long toMillis) {
        return new TestBatch(1).leaf(sites.thread("shop", name), 2, fromMillis * MILLI,
                toMillis * MILLI);
    }

    private static String words(Broken broken) {
        return HitchWords.verdict(broken, 0, 1, 0, ZoneOffset.UTC);
    }

    private String onlyWords() {
        assertThat(hitches).hasSize(1);
        return words(hitches.getFirst());
    }

    @Test
    void shouldTellOfALongGapAlsoAfterATickThatWasAHitch() {
        HitchDetector detector = detector("tick>150", "interval>150");
        detector.accept(tick(0).leaf(sites.thread("hud", "loop"), 2, 0, 190 * MILLI)
                .close(200 * MILLI));
        detector.accept(tick(700).close(705 * MILLI));
        assertThat(hitches).extracting(broken -> broken.rule().kind())
                .containsExactly(HitchRule.Kind.TICK, HitchRule.Kind.INTERVAL);
        assertThat(words(hitches.getLast())).isEqualTo("500 ms of the 700 ms between two ticks on "
                + "svMain (interval between ticks over 150 ms) lie outside all that is recorded; "
                + "the first time today");
        assertThat(hitches.getLast().hitch().startNanos()).isEqualTo(200 * MILLI);
    }

    @Test
    void shouldBlameNobodyForAGapThatIsLongerThanTheTickBeforeIt() {
        HitchDetector detector = detector("interval>150");
        detector.accept(tick(0).leaf(sites.thread("hud", "loop"), 2, 0, 79 * MILLI)
                .close(80 * MILLI));
        detector.accept(tick(380).close(385 * MILLI));
        assertThat(onlyWords()).startsWith("300 ms of the 380 ms between two ticks");
        assertThat(hitches.getFirst().hitch().resource()).isEmpty();
        assertThat(hitches.getFirst().hitch().chain()).isEmpty();
    }

    @Test
    void shouldNotTakeALossForALongInterval() {
        HitchDetector detector = detector("interval>150");
        detector.accept(tick(0).close(5 * MILLI));
        detector.lost(2, 100 * MILLI, 10);
        detector.lost(1, 100 * MILLI, 10);
        detector.accept(tick(300).close(305 * MILLI));
        detector.gap();
        detector.accept(tick(600).close(605 * MILLI));
        assertThat(hitches).isEmpty();
        detector.lost(2, 700 * MILLI, 10);
        detector.accept(tick(900).close(905 * MILLI));
        assertThat(hitches).hasSize(1);
    }

    @Test
    void shouldBlameTheLongestSpanBetweenTwoTicks() {
        HitchDetector detector = detector("interval>150", "span>10");
        detector.accept(tick(0).close(5 * MILLI));
        detector.accept(loose("short", 6, 50));
        detector.accept(loose("long", 60, 300));
        detector.accept(loose("late", 301, 340));
        detector.accept(tick(350).close(355 * MILLI));
        assertThat(onlyWords()).isEqualTo("shop (thread long) took 240 ms of the 350 ms between "
                + "two ticks on svMain (interval between ticks over 150 ms); the first time "
                + "today");
        detector.accept(tick(550).close(555 * MILLI));
        assertThat(words(hitches.getLast())).startsWith("195 ms of the 200 ms between two ticks");
    }

    @Test
    void shouldBlameWithinTheResourceThatTookMoreThanItsShare() {
        // Most at one place is the bank's; most in all is the hud's.
        detector("share>60").accept(tick(0)
                .leaf(sites.thread("bank", "pay"), 2, 0, 25 * MILLI)
                .leaf(sites.thread("hud", "a"), 3, 25 * MILLI, 44 * MILLI)
                .leaf(sites.event("hud", "b"), 4, 44 * MILLI, 60 * MILLI)
                .close(61 * MILLI));
        assertThat(hitches.getFirst().hitch().resource()).isEqualTo("hud");
        assertThat(onlyWords()).isEqualTo("hud took 35.0 ms of the tick's 61.0 ms on svMain "
                + "(resource over 60.0 % of the tick interval), 19.0 ms of it in thread a; the "
                + "first time today");
    }

    @Test
    void shouldBillNativesToTheResourceThatCallsThem() {
        detector("share>60").accept(tick(0)
                .open(sites.event("shop", "shop:buy"), 2, 0).player(9)
                .leaf(sites.nativeCall("", "PERFORM_HTTP_REQUEST"), 3, MILLI, 34 * MILLI)
                .close(35 * MILLI).close(40 * MILLI));
        assertThat(onlyWords()).startsWith("shop took 35.0 ms of the tick's 40.0 ms")
                .contains("33.0 ms of it in native PERFORM_HTTP_REQUEST, called from event "
                        + "shop:buy (shop)");
        assertThat(hitches.getFirst().hitch().source()).isEqualTo(9);
    }

    @Test
    void shouldNotBlameTheServerForATickThatIsSpreadOverManyCalls() {
        TestBatch batch = tick(0);
        for (int i = 0; i < 90; i++) {
            batch.leaf(sites.event(i % 3 == 0 ? "shop" : "r" + i, "e" + i), i + 2, i * 2 * MILLI,
                    (i * 2 + 2) * MILLI);
        }
        detector("tick>150").accept(batch.close(188 * MILLI));
        assertThat(onlyWords()).isEqualTo("No single call took most of the tick's 188 ms on "
                + "svMain (tick over 150 ms): it made 90 calls, and shop took the most in all, "
                + "60.0 ms; the first time today");
    }

    @Test
    void shouldBlameTheServerForWhatItTookItself() {
        detector("tick>150").accept(tick(0)
                .leaf(sites.event("shop", "e"), 2, 0, 20 * MILLI).close(160 * MILLI));
        assertThat(onlyWords()).startsWith("The server itself took most of the tick's 160 ms");
    }

    @Test
    void shouldLookAtEachOfSeveralTreesThatComeTogether() {
        HitchDetector detector = detector("span>100");
        int task = sites.intern("shop", ScriptRuntime.LUA, SpanKind.TASK, "prices", "", 0);
        detector.accept(new TestBatch(2).leaf(task, 7, 0, 90 * MILLI)
                .leaf(task, 8, 100 * MILLI, 300 * MILLI).leaf(task, 9, 300 * MILLI, 310 * MILLI));
        assertThat(hitches).extracting(Broken::nanos).containsExactly(200 * MILLI);
    }
}

package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanSink;
import org.junit.jupiter.api.Test;

class SamplingRatesTest {
    private static final SpanCost COST = new SpanCost(100, 40, 60, 10);

    private final ProducerFixture f = new ProducerFixture(1 << 16);
    private final SiteLoads loads = new SiteLoads(f.sites);
    private final SamplingRates rates = new SamplingRates(loads, COST);
    private final int tick = f.sites.intern(RecordingSwitch.ENGINE, ScriptRuntime.ENGINE,
            SpanKind.TICK, "tick", "", 0);
    private final int big = f.site("big");
    private final int small = f.site("small");
    private final int dust = f.site("dust");

    private final class Counting implements SpanSink {
        @Override
        public void accept(dev.fxprof.api.SpanBatch batch) {
            loads.count(batch);
        }

        @Override
        public void track(int track, String name) {
        }

        @Override
        public void lost(int track, long nanos, long records) {
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    }

    private void calls(int site, int count, long nanos) {
        for (int i = 0; i < count; i++) {
            f.producer.enterFunction(site);
            f.clock.now += nanos;
            f.producer.leaveFunction();
        }
    }

    private void tick(int bigCalls, int smallCalls, int dustCalls) {
        int token = f.producer.begin(tick);
        calls(big, bigCalls, 400_000);
        calls(small, smallCalls, 2_000);
        calls(dust, dustCalls, 50);
        f.producer.end(token);
        f.ring.drain(new TreeBuilder(1, 0, new Counting()), Integer.MAX_VALUE);
        loads.fold(rates);
    }

    @Test
    void shouldKnowWhatRecordingEverythingCosts() {
        tick(1, 100, 1_000);
        double tickNanos = 400_000 + 100 * 2_000 + 1_000 * 50;
        assertThat(rates.share()).isBetween(0.98 * 1_102 * 100 / tickNanos,
                1.02 * 1_102 * 100 / tickNanos);
    }

    @Test
    void shouldRecordTheShortestLeastAndTheLongAlways() {
        tick(1, 100, 1_000);
        double density = rates.densityFor(0.05);
        assertThat(rates.levelAt(big, density)).isZero();
        assertThat(rates.levelAt(dust, density)).isGreaterThan(rates.levelAt(small, density));
    }

    @Test
    void shouldStayWithinTheShareAndUseMostOfIt() {
        tick(1, 100, 1_000);
        for (double share : new double[]{0.03, 0.05, 0.1}) {
            double density = rates.densityFor(share);
            for (int site : new int[]{big, small, dust}) {
                rates.level(site, rates.levelAt(site, density));
            }
            assertThat(rates.share()).isBetween(share / 2, share);
        }
    }

    @Test
    void shouldNotCountWhatIsTooShortToMatter() {
        tick(20, 0, 100);
        assertThat(rates.levelAt(dust, 1e-9)).isEqualTo(SamplingRates.CLOSED);
        assertThat(rates.levelAt(big, 1e-9)).isEqualTo(SamplingRates.MOST);
    }

    @Test
    void shouldRememberTheLoadOfASiteThatIsNotCounted() {
        tick(1, 100, 100);
        double before = loads.rate(dust);
        rates.level(dust, SamplingRates.CLOSED);
        tick(1, 100, 0);
        assertThat(loads.rate(dust)).isEqualTo(before);
        rates.level(dust, 0);
        tick(1, 100, 0);
        assertThat(loads.rate(dust)).isLessThan(before);
    }

    @Test
    void shouldNotWasteRecordsWhereTheBudgetCannotBeMet() {
        tick(1, 100, 5_000);
        double density = rates.densityFor(1e-6);
        assertThat(rates.levelAt(small, density)).isLessThan(SamplingRates.MOST);
    }
}

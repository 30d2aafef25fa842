package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanSink;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeftOutCallsTest {
    private static final int ONE_IN_FOUR = 3;

    private final ProducerFixture f = new ProducerFixture();
    private final SpanProducer recorder = f.producer;
    private final int tick = f.site(RecordingSwitch.ENGINE, "tick");
    private final int[] functions = {f.site("a"), f.site("b"), f.site("c"), f.site("d")};
    private final Map<Integer, Long> calls = new HashMap<>();
    private final Map<Integer, Long> self = new HashMap<>();
    private final Map<Integer, Double> estimatedCalls = new HashMap<>();
    private final Map<Integer, Double> estimatedSelf = new HashMap<>();

    private void call(Random random, int depth) {
        int site = functions[random.nextInt(functions.length)];
        calls.merge(site, 1L, Long::sum);
        recorder.enterFunction(site);
        burn(site, 1_000 + random.nextInt(4_000));
        for (int i = random.nextInt(4); i > 0 && depth < 6; i--) {
            call(random, depth + 1);
            burn(site, random.nextInt(500));
        }
        recorder.leaveFunction();
    }

    private void burn(int site, long nanos) {
        f.clock.now += nanos;
        self.merge(site, nanos, Long::sum);
    }

    /** The estimate as every reader is to make it. */
    private final class Estimate implements SpanSink {
        @Override
        public void accept(SpanBatch batch) {
            double[] rest = new double[batch.slices()];
            for (int i = 0; i < rest.length; i++) {
                rest[i] += batch.endNanos(i) - batch.startNanos(i);
                if (batch.parent(i) >= 0 && !batch.isBelowLeftOut(i)) {
                    rest[batch.parent(i)] -= batch.calls(i)
                            * (batch.endNanos(i) - batch.startNanos(i));
                }
            }
            for (int i = 0; i < rest.length; i++) {
                estimatedCalls.merge(batch.site(i), (double) batch.calls(i), Double::sum);
                estimatedSelf.merge(batch.site(i), batch.calls(i) * rest[i], Double::sum);
            }
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

    private void run(int ticks) {
        TreeBuilder builder = new TreeBuilder(1, 0, new Estimate());
        Random random = new Random(7);
        for (int i = 0; i < ticks; i++) {
            int token = recorder.begin(tick);
            call(random, 0);
            recorder.end(token);
            f.ring.drain(builder, Integer.MAX_VALUE);
        }
        assertThat(f.ring.dropped()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, ONE_IN_FOUR})
    void shouldEstimateCallsAndSelfTimesFromWhatIsLeft(int gate) {
        f.sites.govern(functions[0], gate);
        f.sites.govern(functions[1], gate);
        f.sites.govern(functions[2], 1);

        run(400_000);

        for (int site : functions) {
            assertThat(estimatedCalls.get(site) / calls.get(site)).as("calls of %d", site)
                    .isCloseTo(1, within(0.03));
            assertThat(estimatedSelf.get(site) / self.get(site)).as("self time of %d", site)
                    .isCloseTo(1, within(0.05));
        }
    }

    @Test
    void shouldGiveTheTimeOfASiteThatIsNotCountedToItsCaller() {
        f.sites.govern(functions[0], SiteGates.CLOSED);
        int outer = recorder.begin(tick);
        recorder.enterFunction(functions[1]);
        f.clock.now += 10;
        recorder.enterFunction(functions[0]);
        f.clock.now += 100;
        recorder.enterFunction(functions[2]);
        f.clock.now += 1_000;
        recorder.leaveFunction();
        recorder.leaveFunction();
        recorder.leaveFunction();
        recorder.end(outer);

        Recorded inner = f.sliceOf(functions[2]);
        assertThat(inner.flags() & RecordDescriptor.BELOW_LEFT_OUT).isZero();
        assertThat(inner.parent()).isEqualTo(f.sliceOf(functions[1]).span());
        assertThat(f.slicesOf(functions[0])).isEmpty();
    }

    @Test
    void shouldSayWhatStandsBelowACallThatWasLeftOutEvenThroughOneThatIsNotCounted() {
        f.sites.govern(functions[0], SiteGates.CLOSED);
        f.sites.govern(functions[3], Integer.MAX_VALUE);
        int outer = recorder.begin(tick);
        recorder.enterFunction(functions[3]);
        recorder.enterFunction(functions[0]);
        recorder.enterFunction(functions[1]);
        recorder.enterFunction(functions[2]);
        recorder.leaveFunction();
        recorder.leaveFunction();
        recorder.leaveFunction();
        recorder.leaveFunction();
        recorder.end(outer);

        assertThat(f.sliceOf(functions[1]).flags() & RecordDescriptor.BELOW_LEFT_OUT).isNotZero();
        assertThat(f.sliceOf(functions[2]).flags() & RecordDescriptor.BELOW_LEFT_OUT).isZero();
    }

    @Test
    void shouldKeepItsRuleWhileItsResourceIsMutedAndAfter() {
        f.sites.govern(functions[0], ONE_IN_FOUR);
        f.control.disableForResource("shop");
        f.sites.govern(functions[0], 7);
        assertThat(f.sites.gates().gate(functions[0])).isEqualTo(SiteGates.CLOSED);
        f.control.enableForResource("shop");
        assertThat(f.sites.gates().gate(functions[0])).isEqualTo(7);
    }
}

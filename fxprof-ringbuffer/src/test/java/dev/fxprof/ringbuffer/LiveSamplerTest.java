package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanSink;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LiveSamplerTest {
    private static final long PERIOD_NANOS = 20_000_000;

    private final Recording recording = Recording
            .open(new RecordingOptions(true, 1 << 12, 1, 64, 2, Clocks.NANOTIME));
    private final int outer = site("outer");
    private final int inner = site("inner");

    private int site(String name) {
        return recording.sites().intern("shop", ScriptRuntime.LUA, SpanKind.EVENT, name, "", 0);
    }

    @AfterEach
    void close() {
        recording.close();
    }

    private static void spinUntil(long nanos) {
        while (System.nanoTime() < nanos) {
            Thread.onSpinWait();
        }
    }

    private static LiveSampler.Row row(LiveSampler sampler, int site) {
        List<LiveSampler.Row> rows = sampler.rows().stream().filter(r -> r.site().id() == site)
                .toList();
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    @Test
    void shouldCountExactlyWhatItSees() {
        ProducerFixture fixture = new ProducerFixture();
        SpanProducer recorder = fixture.producer;
        int low = fixture.site("low");
        int high = fixture.site("high");
        fixture.segment.control(0).putIntRelease(RingDescriptor.STATE, RingDescriptor.ACTIVE);
        LiveSampler sampler = LiveSampler.of(fixture.segment);
        sampler.sample();
        recorder.begin(low);
        sampler.sample();
        int first = recorder.begin(high);
        recorder.begin(high);
        sampler.sample();
        sampler.sample();
        recorder.end(first);
        sampler.sample();

        assertThat(sampler.samples()).isEqualTo(5);
        assertThat(sampler.idle()).isEqualTo(1);
        assertThat(sampler.missed()).isZero();
        assertThat(row(sampler, low)).extracting(LiveSampler.Row::self, LiveSampler.Row::total)
                .containsExactly(2L, 4L);
        assertThat(row(sampler, high)).extracting(LiveSampler.Row::self, LiveSampler.Row::total)
                .containsExactly(2L, 2L);
    }

    @Test
    void shouldFindTheShareOfTimeThatAThreadSpendsInASpan() {
        recording.start(SpanSink.discarding());
        LiveSampler sampler = recording.sampleLive(2_000);
        SpanRecorder recorder = recording.newRecorder("main");
        long insideNanos = 0;
        long workNanos = 0;
        long from = System.nanoTime();
        for (long at = from; at - from < 1_600_000_000L; at = System.nanoTime()) {
            int token = recorder.begin(outer);
            int span = recorder.begin(inner);
            long begun = System.nanoTime();
            spinUntil(at + PERIOD_NANOS * 6 / 10);
            recorder.end(span);
            long ended = System.nanoTime();
            spinUntil(at + PERIOD_NANOS * 8 / 10);
            recorder.end(token);
            insideNanos += ended - begun;
            workNanos += System.nanoTime() - at;
            spinUntil(at + PERIOD_NANOS);
        }
        long allNanos = System.nanoTime() - from;
        recording.close();

        assertThat(sampler.samples()).isGreaterThan(200);
        double busy = sampler.samples() - sampler.idle() - sampler.missed();
        assertThat(row(sampler, inner).self() / busy)
                .isCloseTo((double) insideNanos / workNanos, within());
        assertThat(row(sampler, inner).self() + row(sampler, outer).self())
                .isEqualTo((long) busy);
        assertThat(row(sampler, outer).total()).isEqualTo((long) busy);
        assertThat(sampler.idle() / (double) sampler.samples())
                .isCloseTo(1 - (double) workNanos / allNanos, within());
        assertThat(sampler.rows().getFirst().site().id()).isEqualTo(inner);
    }

    private static Offset<Double> within() {
        return Offset.offset(0.15);
    }

    @Test
    void shouldNotLookAtRingsThatNobodyHas() {
        LiveSampler sampler = LiveSampler.of(Segments.anonymous(2, 16));
        sampler.sample();

        assertThat(sampler.samples()).isZero();
        assertThat(sampler.rows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 10_001})
    void shouldRefuseRatesOutOfRange(int hertz) {
        assertThatIllegalArgumentException().isThrownBy(() -> recording.sampleLive(hertz))
                .withMessageContaining(String.valueOf(hertz));
    }
}

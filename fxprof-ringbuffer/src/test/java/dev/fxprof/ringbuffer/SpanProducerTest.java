package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.SpanRecorder;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanProducerTest {
    private final ProducerFixture f = new ProducerFixture();
    private final SpanProducer recorder = f.producer;
    private final int a = f.site("a");
    private final int b = f.site("b");
    private final int c = f.site("c");

    @Test
    void shouldRecordASpanWithItsClockReadings() {
        f.clock.now = 5_000;
        int token = recorder.begin(a);
        f.clock.now = 9_000;
        recorder.end(token);

        Recorded slice = f.sliceOf(a);
        assertThat(slice.start()).isEqualTo(5_000);
        assertThat(slice.end()).isEqualTo(9_000);
        assertThat(slice.depth()).isZero();
        assertThat(slice.parent()).isZero();
        assertThat(slice.source()).isEqualTo(SpanRecorder.NO_SOURCE);
        assertThat(slice.isContinued()).isFalse();
        assertThat(slice.isUnfinished()).isFalse();
    }

    @Test
    void shouldNestSpansAndWriteThemInEndOrder() {
        int outer = recorder.begin(a);
        int inner = recorder.begin(b);
        recorder.end(inner);
        int second = recorder.begin(c);
        recorder.end(second);
        recorder.end(outer);

        Recorded parent = f.sliceOf(a);
        assertThat(f.slices()).extracting(Recorded::site).containsExactly(b, c, a);
        assertThat(f.slices()).extracting(Recorded::depth).containsExactly(1, 1, 0);
        assertThat(f.sliceOf(b).parent()).isEqualTo(parent.span());
        assertThat(f.sliceOf(c).parent()).isEqualTo(parent.span());
        assertThat(f.sliceOf(b).start()).isGreaterThan(parent.start());
        assertThat(f.sliceOf(b).end()).isLessThan(f.sliceOf(c).start());
        assertThat(f.sliceOf(c).end()).isLessThan(parent.end());
    }

    @Test
    void shouldGiveUniqueIdsThatCarryTheProducerAndFitADouble() {
        for (int i = 0; i < 1_000; i++) {
            int outer = recorder.begin(a);
            recorder.end(recorder.begin(b));
            recorder.end(outer);
        }

        List<Long> ids = f.slices().stream().map(Recorded::span).toList();
        assertThat(ids).hasSize(2_000).doesNotHaveDuplicates();
        assertThat(ids).allMatch(id -> id > 0 && id < 1L << 53);
        assertThat(ids).allMatch(
                id -> id >>> RecordDescriptor.SPAN_COUNTER_BITS == ProducerFixture.NUMBER);
    }

    @Test
    void shouldNeverGiveTwoEqualStampsWhileTheClockStandsStill() {
        for (int i = 0; i < 100; i++) {
            int outer = recorder.begin(a);
            recorder.end(recorder.begin(b));
            recorder.ticks();
            recorder.end(outer);
        }

        assertThat(f.stamps()).hasSize(400).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotRunBackwardsWhenTheClockDoes() {
        int first = recorder.begin(a);
        f.clock.now -= 500;
        recorder.end(first);
        int second = recorder.begin(b);
        recorder.end(second);

        assertThat(f.sliceOf(a).end()).isGreaterThan(f.sliceOf(a).start());
        assertThat(f.sliceOf(b).start()).isGreaterThan(f.sliceOf(a).end());
    }

    @Test
    void shouldReadMomentsThatNoStampEquals() {
        int token = recorder.begin(a);
        long moment = recorder.ticks();
        long later = recorder.ticks();
        recorder.end(token);

        assertThat(later).isGreaterThan(moment);
        assertThat(f.sliceOf(a).start()).isLessThan(moment);
        assertThat(f.sliceOf(a).end()).isGreaterThan(later);
    }

    @Test
    void shouldCloseSpansThatAnErrorLeftOpenAsUnfinished() {
        int outer = recorder.begin(a);
        recorder.begin(b);
        recorder.enterFunction(c);
        recorder.end(outer);

        assertThat(f.slices()).extracting(Recorded::site).containsExactly(c, b, a);
        assertThat(f.slices()).extracting(Recorded::isUnfinished).containsExactly(true, true,
                false);
        assertThat(f.stamps()).hasSize(6);
        assertThat(f.sliceOf(b).end()).isLessThanOrEqualTo(f.sliceOf(a).end());
        assertThat(recorder.currentSpan()).isZero();
    }

    @Test
    void shouldGiveDistinctEndsToSpansThatEndTogether() {
        int outer = recorder.begin(a);
        recorder.begin(b);
        recorder.begin(c);
        recorder.end(outer);

        assertThat(f.stamps()).doesNotHaveDuplicates();
        assertThat(f.sliceOf(c).end()).isLessThan(f.sliceOf(b).end());
        assertThat(f.sliceOf(b).end()).isLessThan(f.sliceOf(a).end());
    }

    @Test
    void shouldContinueAtTheRightDepthAfterAnError() {
        int outer = recorder.begin(a);
        int guarded = recorder.begin(b);
        recorder.begin(b);
        recorder.begin(b);
        recorder.end(guarded);
        recorder.end(recorder.begin(c));
        recorder.end(outer);

        assertThat(f.sliceOf(c).depth()).isEqualTo(1);
        assertThat(f.sliceOf(c).parent()).isEqualTo(f.sliceOf(a).span());
    }

    @Test
    void shouldKnowTheInnermostSpan() {
        assertThat(recorder.currentSpan()).isZero();
        int outer = recorder.begin(a);
        long outerId = recorder.currentSpan();
        int inner = recorder.begin(b);
        long innerId = recorder.currentSpan();
        recorder.end(inner);

        assertThat(recorder.currentSpan()).isEqualTo(outerId);
        recorder.end(outer);
        assertThat(recorder.currentSpan()).isZero();
        assertThat(f.sliceOf(a).span()).isEqualTo(outerId);
        assertThat(f.sliceOf(b).span()).isEqualTo(innerId);
    }

    @Test
    void shouldLinkASpanToItsCause() {
        int first = recorder.begin(a);
        long cause = recorder.currentSpan();
        long queued = recorder.ticks();
        recorder.end(first);
        f.clock.now += 1_000;
        int second = recorder.begin(b, cause, queued, 42);
        recorder.end(second);

        assertThat(f.links()).singleElement().satisfies(link -> {
            assertThat(link.isContinued()).isFalse();
            assertThat(link.parent()).isEqualTo(cause).isEqualTo(f.sliceOf(a).span());
            assertThat(link.start()).isEqualTo(queued);
            assertThat(link.span()).isEqualTo(f.sliceOf(b).span());
            assertThat(link.end()).isEqualTo(f.sliceOf(b).start());
            assertThat(f.sliceOf(a).covers(link.start())).isTrue();
        });
        assertThat(f.sliceOf(b).source()).isEqualTo(42);
    }

    @Test
    void shouldWriteNoLinkWithoutACause() {
        recorder.end(recorder.begin(a, 0, 77, 5));

        assertThat(f.links()).isEmpty();
        assertThat(f.sliceOf(a).source()).isEqualTo(5);
    }

    @Test
    void shouldNotHandASourceDownToTheNextSpan() {
        recorder.end(recorder.begin(a, 0, 0, 5));
        recorder.end(recorder.begin(b));

        assertThat(f.sliceOf(b).source()).isEqualTo(SpanRecorder.NO_SOURCE);
    }

    @Test
    void shouldRecordCounters() {
        int token = recorder.begin(a);
        f.clock.now = 7_000;
        recorder.counter(b, -0.25);
        recorder.end(token);

        assertThat(f.counters()).singleElement().satisfies(counter -> {
            assertThat(counter.site()).isEqualTo(b);
            assertThat(counter.start()).isEqualTo(7_000);
            assertThat(Double.longBitsToDouble(counter.span())).isEqualTo(-0.25);
        });
    }

    @Test
    void shouldRecordFunctionsAsSpans() {
        recorder.enterFunction(a);
        recorder.enterFunction(0);
        recorder.enterFunction(b);
        recorder.leaveFunction();
        recorder.leaveFunction();
        recorder.leaveFunction();

        assertThat(f.slices()).extracting(Recorded::site).containsExactly(b, a);
        assertThat(f.sliceOf(b).depth()).isEqualTo(1);
        assertThat(f.sliceOf(b).parent()).isEqualTo(f.sliceOf(a).span());
    }

    @Test
    void shouldKeepCountingInTheRightPlaceWhenTheRingIsFull() {
        ProducerFixture small = new ProducerFixture(16);
        int outer = small.producer.begin(a);
        for (int i = 0; i < 100; i++) {
            small.producer.end(small.producer.begin(b));
        }
        small.drain();
        small.producer.end(outer);
        small.drain();

        assertThat(small.ring.dropped()).isEqualTo(84);
        assertThat(small.records).hasSize(17);
        assertThat(small.records.getLast().site()).isEqualTo(a);
        assertThat(small.records.getLast().depth()).isZero();
        assertThat(small.records.getLast().isAfterDrop()).isTrue();
    }

    @Test
    void shouldGrowItsStackWithoutLosingAnything() {
        for (int i = 0; i < 500; i++) {
            recorder.begin(a);
        }
        recorder.end(0);

        assertThat(f.slices()).hasSize(500);
        assertThat(f.slices()).extracting(Recorded::depth).startsWith(499, 498).endsWith(1, 0);
        for (int i = 0; i + 1 < 500; i++) {
            assertThat(f.slices().get(i).parent()).isEqualTo(f.slices().get(i + 1).span());
        }
    }
}

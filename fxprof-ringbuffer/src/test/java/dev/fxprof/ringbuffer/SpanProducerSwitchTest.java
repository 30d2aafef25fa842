package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.SpanStack;
import org.junit.jupiter.api.Test;

class SpanProducerSwitchTest {
    private final ProducerFixture f = new ProducerFixture();
    private final SpanProducer recorder = f.producer;
    private final int tick = f.site(RecordingSwitch.ENGINE, "tick");
    private final int a = f.site("a");
    private final int b = f.site("b");
    private final int quiet = f.site("quiet", "q");

    @Test
    void shouldRecordNothingWhileOff() {
        f.control.disable();
        assertThat(recorder.isRecording()).isFalse();

        int token = recorder.begin(tick);
        recorder.enterFunction(a);
        recorder.beginRegion(b);
        recorder.counter(a, 1);
        recorder.endRegion();
        recorder.leaveFunction();
        recorder.end(token);

        f.drain();
        assertThat(f.records).isEmpty();
        assertThat(f.ring.offered()).isZero();
        assertThat(recorder.currentSpan()).isZero();
    }

    @Test
    void shouldEndSpansThatBeganBeforeItWasSwitchedOff() {
        int outer = recorder.begin(tick);
        recorder.enterFunction(a);
        f.control.disable();
        recorder.end(recorder.begin(b));
        recorder.leaveFunction();
        recorder.end(outer);

        assertThat(f.slices()).extracting(Recorded::site).containsExactly(a, tick);
        assertThat(f.slices()).extracting(Recorded::isUnfinished).containsOnly(false);
    }

    @Test
    void shouldKeepFunctionsPairedWhenSwitchedOffAndOnAgain() {
        int outer = recorder.begin(tick);
        recorder.enterFunction(a);
        f.control.disable();
        recorder.enterFunction(a);
        recorder.enterFunction(a);
        f.control.enable();
        recorder.enterFunction(b);
        recorder.leaveFunction();
        recorder.leaveFunction();
        recorder.leaveFunction();
        long inA = recorder.currentSpan();
        recorder.leaveFunction();
        recorder.end(outer);

        assertThat(f.slices()).extracting(Recorded::site).containsExactly(b, a, tick);
        assertThat(f.sliceOf(b).depth()).isEqualTo(2);
        assertThat(f.sliceOf(b).parent()).isEqualTo(f.sliceOf(a).span()).isEqualTo(inA);
    }

    @Test
    void shouldPairRegionsThatBeganWhileOff() {
        int outer = recorder.begin(tick);
        f.control.disable();
        recorder.beginRegion(a);
        f.control.enable();
        recorder.beginRegion(b);
        recorder.endRegion();
        assertThat(recorder.openRegion()).isEqualTo(a);
        recorder.endRegion();
        recorder.end(outer);

        assertThat(f.slices()).extracting(Recorded::site).containsExactly(b, tick);
    }

    @Test
    void shouldNotCarryOnSpansWhoseCoroutineComesBackWhileOff() {
        SpanStack coroutine = recorder.newStack();
        recorder.resume(coroutine);
        recorder.begin(a);
        recorder.enterFunction(b);
        recorder.suspend(coroutine);
        f.control.disable();
        recorder.resume(coroutine);
        f.control.enable();
        recorder.end(recorder.begin(tick));
        recorder.leaveFunction();
        recorder.finish(coroutine);

        assertThat(f.slicesOf(a)).hasSize(1);
        assertThat(f.slicesOf(b)).hasSize(1);
        assertThat(f.sliceOf(tick).depth()).isZero();
        assertThat(f.sliceOf(tick).parent()).isZero();
    }

    @Test
    void shouldLeaveMutedSitesOutAndHangTheirChildrenUnderTheNextRecordedSpan() {
        f.control.disableForResource("quiet");
        int outer = recorder.begin(tick);
        int muted = recorder.begin(quiet);
        recorder.enterFunction(quiet);
        recorder.beginRegion(quiet);
        recorder.end(recorder.begin(a));
        recorder.endRegion();
        recorder.leaveFunction();
        recorder.end(muted);
        recorder.end(outer);

        assertThat(f.slices()).extracting(Recorded::site).containsExactly(a, tick);
        assertThat(f.sliceOf(a).parent()).isEqualTo(f.sliceOf(tick).span());
        assertThat(f.sliceOf(a).depth()).isEqualTo(1);
    }

    @Test
    void shouldWriteNoLinkForAMutedSpan() {
        f.control.disableForResource("quiet");
        recorder.end(recorder.begin(quiet, 123, 456, 7));

        f.drain();
        assertThat(f.records).isEmpty();
    }

    @Test
    void shouldLeaveTheCountersOfAMutedResourceOut() {
        f.control.disableForResource("quiet");
        recorder.counter(quiet, 1);
        recorder.counter(a, 2);

        assertThat(f.counters()).extracting(Recorded::site).containsExactly(a);
    }

    @Test
    void shouldDropASpanFromTheTrackWhenItIsMutedWhileSuspended() {
        SpanStack coroutine = recorder.newStack();
        int outer = recorder.begin(tick);
        recorder.resume(coroutine);
        recorder.begin(quiet);
        recorder.enterFunction(a);
        recorder.suspend(coroutine);
        f.control.disableForResource("quiet");
        recorder.resume(coroutine);
        recorder.leaveFunction();
        recorder.finish(coroutine);
        recorder.end(outer);

        assertThat(f.slicesOf(quiet)).hasSize(1);
        assertThat(f.slicesOf(a)).extracting(Recorded::depth).containsExactly(2, 1);
        assertThat(f.slicesOf(a).getLast().parent()).isEqualTo(f.sliceOf(tick).span());
    }

    @Test
    void shouldCloseARegionWithItsEntryThoughTheEntryIsNotRecorded() {
        f.control.disable();
        int entry = recorder.begin(a);
        f.control.enable();
        recorder.beginRegion(b);
        recorder.end(entry);
        int next = recorder.begin(tick);
        recorder.end(next);

        assertThat(recorder.openRegion()).isZero();
        assertThat(f.sliceOf(tick).depth()).isZero();
        assertThat(f.sliceOf(tick).parent()).isZero();
    }

    @Test
    void shouldKeepNoRegionOfAnEntryThatEndedWhileOff() {
        f.control.disable();
        SpanStack coroutine = recorder.newStack();
        recorder.resume(coroutine);
        for (int i = 0; i < 100; i++) {
            int entry = recorder.begin(a);
            recorder.beginRegion(b);
            recorder.end(entry);
        }

        assertThat(coroutine.depth()).isZero();
    }

    @Test
    void shouldNotLetAMutedEntryReachTheRegionsOfItsCaller() {
        f.control.disableForResource("quiet");
        int outer = recorder.begin(a);
        recorder.beginRegion(b);
        int muted = recorder.begin(quiet);
        int seen = recorder.openRegion();
        recorder.endRegion();
        recorder.end(muted);
        int left = recorder.openRegion();
        recorder.endRegion();
        recorder.end(outer);

        assertThat(seen).isZero();
        assertThat(left).isEqualTo(b);
    }
}

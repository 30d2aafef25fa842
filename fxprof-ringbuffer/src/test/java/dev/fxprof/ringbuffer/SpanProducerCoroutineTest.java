package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.SpanStack;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanProducerCoroutineTest {
    private final ProducerFixture f = new ProducerFixture();
    private final SpanProducer recorder = f.producer;
    private final int tick = f.site("tick");
    private final int thread = f.site("thread");
    private final int work = f.site("work");
    private final int nested = f.site("nested");
    private final SpanStack coroutine = recorder.newStack();

    @Test
    void shouldStartWithAnEmptyStack() {
        assertThat(coroutine.depth()).isZero();
    }

    @Test
    void shouldPutACoroutineAboveTheOpenSpans() {
        int token = recorder.begin(tick);
        recorder.resume(coroutine);
        recorder.begin(thread);
        assertThat(coroutine.depth()).isEqualTo(1);
        recorder.finish(coroutine);
        recorder.end(token);

        assertThat(f.sliceOf(thread).parent()).isEqualTo(f.sliceOf(tick).span());
        assertThat(f.sliceOf(thread).depth()).isEqualTo(1);
        assertThat(f.sliceOf(thread).isUnfinished()).isFalse();
        assertThat(f.links()).isEmpty();
    }

    @Test
    void shouldCutASpanIntoSlicesWhereItsCoroutineYields() {
        int first = recorder.begin(tick);
        recorder.resume(coroutine);
        recorder.begin(thread);
        recorder.enterFunction(work);
        recorder.suspend(coroutine);
        recorder.end(first);
        f.clock.now += 50_000;
        int second = recorder.begin(tick);
        recorder.resume(coroutine);
        recorder.leaveFunction();
        recorder.finish(coroutine);
        recorder.end(second);

        for (int site : List.of(thread, work)) {
            List<Recorded> slices = f.slicesOf(site);
            assertThat(slices).hasSize(2);
            assertThat(slices).extracting(Recorded::isContinued).containsExactly(false, true);
            assertThat(slices).extracting(Recorded::isUnfinished).containsOnly(false);
            assertThat(slices.get(0).span()).isEqualTo(slices.get(1).span());
        }
        List<Recorded> ticks = f.slicesOf(tick);
        assertThat(ticks.get(0).span()).isNotEqualTo(ticks.get(1).span());
        assertThat(f.slicesOf(thread)).extracting(Recorded::parent)
                .containsExactly(ticks.get(0).span(), ticks.get(1).span());
        assertThat(f.slicesOf(work)).extracting(Recorded::parent)
                .containsOnly(f.slicesOf(thread).getFirst().span());
        assertThat(f.stamps()).doesNotHaveDuplicates();
    }

    @Test
    void shouldLinkEachSliceToTheOneBefore() {
        recorder.resume(coroutine);
        recorder.begin(thread);
        recorder.enterFunction(work);
        recorder.enterFunction(nested);
        for (int i = 0; i < 5; i++) {
            recorder.suspend(coroutine);
            recorder.end(recorder.begin(tick));
            recorder.resume(coroutine);
        }
        recorder.finish(coroutine);

        List<Recorded> all = f.slices();
        assertThat(f.links()).hasSize(15).allSatisfy(link -> {
            assertThat(link.isContinued()).isTrue();
            assertThat(link.parent()).isEqualTo(link.span());
            List<Recorded> own = all.stream().filter(s -> s.span() == link.span()).toList();
            assertThat(own.stream().filter(s -> s.covers(link.start()))).hasSize(1);
            Recorded from = innermost(all, link.start());
            Recorded to = innermost(all, link.end());
            assertThat(from.span()).isEqualTo(link.span());
            assertThat(link.start()).isGreaterThan(from.start());
            assertThat(to.span()).isEqualTo(link.span());
            assertThat(to.start()).isEqualTo(link.end());
            assertThat(own.indexOf(to)).isEqualTo(own.indexOf(from) + 1);
        });
    }

    @Test
    void shouldKeepSuspendedTimeOutOfEverySlice() {
        recorder.resume(coroutine);
        recorder.begin(thread);
        f.clock.now += 100;
        recorder.suspend(coroutine);
        long from = f.clock.now += 10;
        f.clock.now += 1_000_000;
        long to = f.clock.now;
        recorder.resume(coroutine);
        f.clock.now += 100;
        recorder.finish(coroutine);

        assertThat(f.slicesOf(thread)).hasSize(2)
                .allMatch(s -> s.end() <= from || s.start() >= to);
        assertThat(f.slicesOf(thread).stream().mapToLong(s -> s.end() - s.start()).sum())
                .isLessThan(300);
    }

    @Test
    void shouldResumeNestedCoroutines() {
        SpanStack innerRoutine = recorder.newStack();
        int token = recorder.begin(tick);
        recorder.resume(coroutine);
        recorder.begin(thread);
        recorder.resume(innerRoutine);
        recorder.begin(nested);
        recorder.suspend(innerRoutine);
        recorder.enterFunction(work);
        recorder.resume(innerRoutine);
        recorder.finish(innerRoutine);
        recorder.leaveFunction();
        recorder.finish(coroutine);
        recorder.end(token);

        assertThat(f.slicesOf(nested)).extracting(Recorded::parent)
                .containsExactly(f.sliceOf(thread).span(), f.sliceOf(work).span());
        assertThat(f.slicesOf(nested)).extracting(Recorded::depth).containsExactly(2, 3);
        assertThat(f.sliceOf(thread).parent()).isEqualTo(f.sliceOf(tick).span());
        assertThat(recorder.currentSpan()).isZero();
    }

    @Test
    void shouldResumeUnderAnotherParent() {
        recorder.resume(coroutine);
        recorder.begin(thread);
        recorder.suspend(coroutine);
        int token = recorder.begin(tick);
        int deeper = recorder.begin(work);
        recorder.resume(coroutine);
        recorder.end(recorder.begin(nested));
        recorder.suspend(coroutine);
        recorder.end(deeper);
        recorder.end(token);

        assertThat(f.slicesOf(thread)).extracting(Recorded::depth).containsExactly(0, 2);
        assertThat(f.slicesOf(thread)).extracting(Recorded::parent).containsExactly(0L,
                f.sliceOf(work).span());
        assertThat(f.sliceOf(nested).depth()).isEqualTo(3);
    }

    @Test
    void shouldCloseWhatAnErrorLeftOpenWhenACoroutineEnds() {
        recorder.resume(coroutine);
        recorder.begin(thread);
        recorder.enterFunction(work);
        recorder.beginRegion(nested);
        recorder.finish(coroutine);

        assertThat(f.slices()).extracting(Recorded::site).containsExactly(nested, work, thread);
        assertThat(f.slices()).extracting(Recorded::isUnfinished).containsExactly(true, true,
                false);
        assertThat(coroutine.depth()).isZero();
    }

    @Test
    void shouldMarkARegionUnfinishedThatIsTheLastThingACoroutineHasOpen() {
        recorder.resume(coroutine);
        recorder.beginRegion(nested);
        recorder.finish(coroutine);

        assertThat(f.sliceOf(nested).isUnfinished()).isTrue();
    }

    @Test
    void shouldKeepRegionsOfCoroutinesApart() {
        int token = recorder.begin(tick);
        recorder.beginRegion(work);
        recorder.resume(coroutine);
        assertThat(recorder.openRegion()).isZero();
        recorder.endRegion();
        recorder.beginRegion(nested);
        recorder.suspend(coroutine);
        assertThat(recorder.openRegion()).isEqualTo(work);
        recorder.resume(coroutine);
        assertThat(recorder.openRegion()).isEqualTo(nested);
        recorder.endRegion();
        recorder.finish(coroutine);
        recorder.endRegion();
        recorder.end(token);

        assertThat(f.slicesOf(nested)).hasSize(2);
        assertThat(f.slicesOf(work)).hasSize(1);
    }

    @Test
    void shouldCloseARegionOpenedSinceAMarkThatWasSuspendedInBetween() {
        recorder.resume(coroutine);
        recorder.begin(thread);
        long mark = recorder.regionMark();
        recorder.beginRegion(nested);
        recorder.suspend(coroutine);
        int token = recorder.begin(tick);
        recorder.beginRegion(work);
        recorder.endRegion();
        recorder.resume(coroutine);
        recorder.unwindRegions(mark);
        assertThat(recorder.openRegion()).isZero();
        recorder.finish(coroutine);
        recorder.end(token);

        assertThat(f.slicesOf(nested)).extracting(Recorded::isUnfinished).containsExactly(false,
                true);
    }

    @Test
    void shouldReuseAStackThatHasFinished() {
        recorder.resume(coroutine);
        recorder.begin(thread);
        recorder.suspend(coroutine);
        recorder.resume(coroutine);
        recorder.finish(coroutine);
        recorder.resume(coroutine);
        recorder.begin(work);
        recorder.finish(coroutine);

        assertThat(f.sliceOf(work).isContinued()).isFalse();
        assertThat(f.sliceOf(work).depth()).isZero();
    }

    @Test
    void shouldCarryTheSourceIntoEverySlice() {
        recorder.resume(coroutine);
        recorder.begin(thread, 0, 0, 17);
        recorder.suspend(coroutine);
        recorder.resume(coroutine);
        recorder.finish(coroutine);

        assertThat(f.slicesOf(thread)).extracting(Recorded::source).containsExactly(17, 17);
    }

    private static Recorded innermost(List<Recorded> slices, long moment) {
        return slices.stream().filter(s -> s.covers(moment))
                .reduce((x, y) -> x.start() > y.start() ? x : y).orElseThrow();
    }
}

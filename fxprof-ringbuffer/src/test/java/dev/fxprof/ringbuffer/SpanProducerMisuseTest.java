package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanStack;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanProducerMisuseTest {
    private final ProducerFixture f = new ProducerFixture(1 << 16);
    private final SpanProducer recorder = f.producer;
    private final int a = f.site("a");
    private final int b = f.site("b");

    @ParameterizedTest
    @ValueSource(ints = {SpanRecorder.NOT_RECORDED, -2, Integer.MIN_VALUE, 1, 2, 1000,
            Integer.MAX_VALUE})
    void shouldIgnoreTokensOutOfRange(int token) {
        int open = recorder.begin(a);
        recorder.end(token);
        assertThat(recorder.currentSpan()).isNotZero();
        recorder.end(open);

        assertThat(f.slices()).hasSize(1);
        assertThatItStillWorks();
    }

    @Test
    void shouldIgnoreATokenUsedTwice() {
        int token = recorder.begin(a);
        recorder.end(token);
        recorder.end(token);

        assertThat(f.slices()).hasSize(1);
        assertThatItStillWorks();
    }

    @Test
    void shouldIgnoreLeavingNoFunction() {
        recorder.leaveFunction();
        int token = recorder.begin(a);
        recorder.leaveFunction();
        recorder.end(token);
        recorder.leaveFunction();

        assertThat(f.slices()).hasSize(1);
        assertThatItStillWorks();
    }

    @Test
    void shouldIgnoreEndingNoRegion() {
        recorder.endRegion();
        recorder.enterFunction(a);
        recorder.endRegion();
        recorder.leaveFunction();
        recorder.endRegion();

        assertThat(f.slices()).hasSize(1);
        assertThatItStillWorks();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE})
    void shouldTakeAnyMark(long mark) {
        recorder.unwindRegions(mark);
        recorder.beginRegion(a);
        recorder.unwindRegions(mark);
        recorder.endRegion();

        assertThat(f.slices()).hasSize(1);
        assertThatItStillWorks();
    }

    @Test
    void shouldFinishAStackWithOpenFrames() {
        SpanStack stack = recorder.newStack();
        recorder.resume(stack);
        recorder.enterFunction(a);
        recorder.beginRegion(b);
        recorder.enterFunction(0);
        recorder.begin(a);
        recorder.finish(stack);

        assertThat(stack.depth()).isZero();
        assertThat(f.slices()).hasSize(3);
        assertThatItStillWorks();
    }

    @Test
    void shouldSurviveFinishingAStackThatNeverRan() {
        recorder.finish(recorder.newStack());

        assertThatItStillWorks();
    }

    @Test
    void shouldSurviveSuspendingAStackThatNeverRan() {
        recorder.suspend(recorder.newStack());

        assertThatItStillWorks();
    }

    @Test
    void shouldSurviveFinishingAStackThatIsSuspended() {
        SpanStack stack = recorder.newStack();
        recorder.resume(stack);
        recorder.begin(a);
        recorder.suspend(stack);
        recorder.finish(stack);

        assertThatItStillWorks();
    }

    @Test
    void shouldSurviveSuspendingTwice() {
        SpanStack stack = recorder.newStack();
        recorder.resume(stack);
        recorder.begin(a);
        recorder.suspend(stack);
        recorder.suspend(stack);

        assertThatItStillWorks();
    }

    @Test
    void shouldSurviveResumingTwice() {
        SpanStack stack = recorder.newStack();
        recorder.resume(stack);
        recorder.resume(stack);
        recorder.begin(a);
        recorder.finish(stack);

        assertThatItStillWorks();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeAnOuterStackOffTheTrackThoughAnInnerOneIsStillOnIt(boolean finish) {
        SpanStack outer = recorder.newStack();
        SpanStack inner = recorder.newStack();
        recorder.resume(outer);
        recorder.begin(a);
        recorder.resume(inner);
        recorder.begin(b);
        if (finish) {
            recorder.finish(outer);
        } else {
            recorder.suspend(outer);
        }

        assertThatItStillWorks();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void shouldRecordNothingForASiteThatCannotExist(int site) {
        recorder.end(recorder.begin(site));
        recorder.end(recorder.begin(site, 1, 2, 3));
        recorder.enterFunction(site);
        recorder.leaveFunction();
        recorder.beginRegion(site);
        recorder.endRegion();
        recorder.counter(site, 1);

        assertThat(f.slices()).isEmpty();
        assertThatItStillWorks();
    }

    @Test
    @Timeout(60)
    void shouldStayConsistentWhenTheThreadRunsOutOfStack() throws InterruptedException {
        Thread deep = new Thread(null, () -> {
            for (int i = 0; i < 300; i++) {
                int token = recorder.begin(a);
                try {
                    dive(i);
                } catch (StackOverflowError e) {
                    f.ring.drain(Recorded.into(f.records), Integer.MAX_VALUE);
                } finally {
                    recorder.end(token);
                }
                f.drain();
                f.records.clear();
            }
        }, "deep", 256 << 10);
        deep.start();
        deep.join();

        assertThatItStillWorks();
    }

    private void dive(int padding) {
        int token = recorder.begin(a);
        try {
            recorder.enterFunction(b);
            recorder.beginRegion(b);
            dive(padding, 1L, 2L, 3L);
            recorder.endRegion();
            recorder.leaveFunction();
        } finally {
            recorder.end(token);
        }
    }

    private void dive(int padding, long x, long y, long z) {
        if (padding % 3 == 0 && x + y + z != 0) {
            dive(padding);
        } else {
            dive(padding, x, y, z, padding * 2);
        }
    }

    private void dive(int padding, long x, long y, long z, int more) {
        if (x + y + z + more != Long.MIN_VALUE) {
            dive(padding);
        }
    }

    @Test
    void shouldSurviveAnySequenceOfCalls() {
        Random random = new Random(11);
        SpanStack[] stacks = {recorder.newStack(), recorder.newStack(), recorder.newStack()};
        for (int i = 0; i < 100_000; i++) {
            SpanStack stack = stacks[random.nextInt(stacks.length)];
            switch (random.nextInt(13)) {
                case 0 -> recorder.begin(random.nextInt(3));
                case 1 -> recorder.begin(a, random.nextLong(), random.nextLong(), 1);
                case 2, 3 -> recorder.end(random.nextInt(-2, 20));
                case 4 -> recorder.enterFunction(b);
                case 5 -> recorder.leaveFunction();
                case 6 -> recorder.beginRegion(a);
                case 7 -> recorder.endRegion();
                case 8 -> recorder.unwindRegions(recorder.regionMark() - random.nextInt(5));
                case 9 -> recorder.resume(stack);
                case 10 -> recorder.suspend(stack);
                case 11 -> recorder.finish(stack);
                default -> recorder.openRegion();
            }
            f.drain();
            assertThat(f.records).noneMatch(r -> r.isSlice() && r.depth() < 0);
            f.records.clear();
        }
    }

    private void assertThatItStillWorks() {
        f.drain();
        f.records.clear();
        int token = recorder.begin(a);
        recorder.end(recorder.begin(b));
        recorder.end(token);
        assertThat(f.slices()).extracting(Recorded::site).containsExactly(b, a);
        assertThat(f.sliceOf(b).depth()).isEqualTo(f.sliceOf(a).depth() + 1);
        assertThat(f.sliceOf(b).parent()).isEqualTo(f.sliceOf(a).span());
        assertThat(f.sliceOf(a).depth()).isZero();
        assertThat(f.sliceOf(a).parent()).isZero();
    }
}

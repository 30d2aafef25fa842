package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RecordingTest {
    private static final RecordingOptions SMALL = options(true, 16, 1, 4);

    private final CollectingSink sink = new CollectingSink();
    private SpanRecorder recorder;
    private int site;

    private static RecordingOptions options(boolean on, int slots, int millis, int batch) {
        return new RecordingOptions(on, slots, millis, batch, 1, Clocks.NANOTIME);
    }

    private Recording start(RecordingOptions options, SpanSink to) {
        Recording recording = Recording.open(options);
        site = recording.sites().intern("shop", ScriptRuntime.LUA, SpanKind.EVENT, "buy", "", 0);
        recorder = recording.newRecorder("main");
        recording.start(to);
        return recording;
    }

    private void spans(Recording recording, int count) {
        for (int i = 0; i < count; i++) {
            int outer = recorder.begin(site);
            recorder.end(recorder.begin(site));
            recorder.end(outer);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.yield();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void shouldDeliverEverythingOnClose() throws Exception {
        Recording recording = start(RecordingOptions.DEFAULT, sink);
        spans(recording, 10_000);
        recorder.counter(site, 1);
        recording.close();

        assertThat(sink.tracks).containsExactly("1 main");
        assertThat(sink.slices()).hasSize(20_000);
        assertThat(sink.trees).hasSize(10_001);
        assertThat(sink.lost).isZero();
        assertThat(sink.flushes).isPositive();
        assertThat(sink.closed).isFalse();
        assertThat(recording.counts().offered()).isEqualTo(20_001)
                .isEqualTo(recording.counts().drained());
        assertThat(recording.counts().droppedFull()).isZero();
        assertThat(recording.counts().droppedTree()).isZero();
        assertThat(recording.failure()).isEmpty();
    }

    @Test
    void shouldDeliverBatchesInTimeOrderFromTheStartOn() throws Exception {
        Recording recording = start(RecordingOptions.DEFAULT, sink);
        spans(recording, 1_000);
        recording.close();

        long before = 0;
        for (Tree.Slice s : sink.slices()) {
            assertThat(s.start()).isGreaterThanOrEqualTo(before);
            before = s.start();
        }
    }

    @Test
    void shouldAccountForEveryRecordWhenTheRingIsTooSmall() throws Exception {
        Recording recording = start(SMALL, sink);
        spans(recording, 200_000);
        recording.close();

        long delivered = sink.slices().stream().filter(s -> !s.placeholder()).count();
        assertThat(recording.counts().offered()).isEqualTo(400_000)
                .isEqualTo(recording.counts().drained() + recording.counts().droppedFull());
        assertThat(delivered).isEqualTo(recording.counts().drained());
        assertThat(sink.lost).isEqualTo(recording.counts().droppedFull()).isPositive();
    }

    @Test
    void shouldLoseNothingWhenTheProducerAwaitsRoom() throws Exception {
        Recording recording = start(SMALL, sink);
        for (int i = 0; i < 2_000; i++) {
            spans(recording, 2);
            recording.awaitRoom();
        }
        recording.close();

        assertThat(recording.counts().droppedFull()).isZero();
        assertThat(sink.slices()).hasSize(8_000);
        assertThat(recording.waits()).isPositive();
        assertThat(recording.waitedNanos()).isPositive();
    }

    @Test
    void shouldNotWaitWhileThereIsRoom() throws Exception {
        try (Recording recording = start(RecordingOptions.DEFAULT, sink)) {
            spans(recording, 100);
            recording.awaitRoom();

            assertThat(recording.waits()).isZero();
            assertThat(recording.waitedNanos()).isZero();
        }
    }

    @Test
    void shouldDeliverWithinTheFlushIntervalWithoutClosing() throws Exception {
        try (Recording recording = start(options(true, 1024, 1, 64), sink)) {
            spans(recording, 3);
            int flushed = sink.flushes;

            await(() -> recording.counts().drained() == 6);
            await(() -> sink.flushes > flushed + 2);
        }
    }

    @Test
    void shouldCloseTwice() throws Exception {
        Recording recording = start(RecordingOptions.DEFAULT, sink);
        spans(recording, 1);
        recording.close();
        recording.close();

        assertThat(sink.slices()).hasSize(2);
    }

    @Test
    void shouldRecordNothingAfterClose() throws Exception {
        Recording recording = start(RecordingOptions.DEFAULT, sink);
        recording.close();
        spans(recording, 1);
        recording.awaitRoom();

        assertThat(recorder.isRecording()).isFalse();
        assertThat(recording.counts().offered()).isZero();
    }

    @Test
    void shouldAccountForSpansThatEndAfterClose() throws Exception {
        Recording recording = start(RecordingOptions.DEFAULT, sink);
        int token = recorder.begin(site);
        recording.close();
        recorder.end(token);

        assertThat(recording.counts().offered())
                .isEqualTo(recording.counts().drained() + recording.counts().droppedFull());
    }

    @Test
    void shouldDeliverSpansStillOpenAtTheEndAsUnfinished() throws Exception {
        Recording recording = start(RecordingOptions.DEFAULT, sink);
        recorder.begin(site);
        recorder.end(recorder.begin(site));
        recording.close();

        assertThat(sink.slices()).extracting(Tree.Slice::placeholder).containsExactly(false,
                false);
        assertThat(sink.slices()).extracting(Tree.Slice::unfinished).containsExactly(true, false);
    }

    @Test
    void shouldCloseThoughTheCallerIsInterrupted() throws Exception {
        Recording recording = start(RecordingOptions.DEFAULT, sink);
        spans(recording, 1);
        Thread.currentThread().interrupt();
        recording.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sink.slices()).hasSize(2);
    }

    @Test
    void shouldStartOffWhenToldTo() throws Exception {
        Recording recording = start(options(false, 1024, 1, 64), sink);
        spans(recording, 1);
        recording.control().enable();
        spans(recording, 1);
        recording.close();

        assertThat(sink.slices()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"TRACK, true", "TRACK, false", "ACCEPT, true", "ACCEPT, false", "LOST, true",
            "LOST, false", "FLUSH, true",
            "FLUSH, false"})
    void shouldGoOnWhenTheSinkFails(FailingSink.Where where, boolean io) throws Exception {
        FailingSink failing = new FailingSink(where, io);
        Recording recording = start(SMALL, failing);
        spans(recording, 5_000);
        assertThat(failing.failed.await(10, TimeUnit.SECONDS)).isTrue();
        await(() -> recording.failure().isPresent());
        int calls = failing.calls.get();
        for (int i = 0; i < 100; i++) {
            spans(recording, 100);
            recording.awaitRoom();
        }
        recording.close();

        assertThat(recording.failure()).isPresent();
        assertThat(recording.failure().get()).hasMessageContaining("broken");
        assertThat(failing.calls.get()).isEqualTo(calls);
        assertThat(recording.counts().offered()).isEqualTo(10_000 + 20_000)
                .isEqualTo(recording.counts().drained() + recording.counts().droppedFull());
    }

    @ParameterizedTest
    @EnumSource(FailingSink.Where.class)
    void shouldReportAnErrorOfTheSinkAndStillReturn(FailingSink.Where where) throws Exception {
        FailingSink failing = new FailingSink(where, new LinkageError("broken"));
        Recording recording = start(SMALL, failing);
        spans(recording, 5_000);
        assertThat(failing.failed.await(10, TimeUnit.SECONDS)).isTrue();
        spans(recording, 100);
        recording.awaitRoom();
        recording.close();

        assertThat(recording.failure()).isPresent();
        assertThat(recording.counts().offered())
                .isEqualTo(recording.counts().drained() + recording.counts().droppedFull());
    }

    @Test
    void shouldNameItsDrainThread() throws Exception {
        List<Long> threads = new ArrayList<>();
        Recording recording = start(RecordingOptions.DEFAULT, new CollectingSink() {
            @Override
            public void accept(SpanBatch batch) {
                threads.add(Thread.currentThread().threadId());
            }
        });
        spans(recording, 1);
        recording.close();

        assertThat(threads).containsExactly(recording.drainThreadId());
        assertThat(recording.bytes()).isGreaterThan(RecordingOptions.DEFAULT.ringSlots() * 64L);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 8, 17, 1 << 25})
    void shouldRefuseRingSizesOutOfRange(int slots) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(true, slots, 16, 64))
                .withMessageContaining(String.valueOf(slots));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1001})
    void shouldRefuseFlushIntervalsOutOfRange(int millis) throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(true, 16, millis, 64))
                .withMessageContaining(String.valueOf(millis));
        try (Recording recording = start(RecordingOptions.DEFAULT, sink)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> recording.control().setFlushIntervalMillis(millis));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0})
    void shouldRefuseBatchSizesOutOfRange(int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(true, 16, 16, size))
                .withMessageContaining(String.valueOf(size));
    }

    private static final class FailingSink implements SpanSink {
        private enum Where {
            TRACK, ACCEPT, LOST, FLUSH
        }

        private final Where where;
        private final Throwable cause;
        private final CountDownLatch failed = new CountDownLatch(1);
        private final AtomicInteger calls = new AtomicInteger();

        private FailingSink(Where where, boolean io) {
            this(where, io ? new IOException("broken") : new IllegalStateException("broken"));
        }

        private FailingSink(Where where, Throwable cause) {
            this.where = where;
            this.cause = cause;
        }

        private void call(Where at) throws IOException {
            calls.incrementAndGet();
            if (at == where) {
                failed.countDown();
                switch (cause) {
                    case IOException e -> throw e;
                    case RuntimeException e -> throw e;
                    default -> throw (Error) cause;
                }
            }
        }

        @Override
        public void track(int track, String name) throws IOException {
            call(Where.TRACK);
        }

        @Override
        public void accept(SpanBatch batch) throws IOException {
            call(Where.ACCEPT);
        }

        @Override
        public void lost(int track, long nanos, long records) throws IOException {
            call(Where.LOST);
        }

        @Override
        public void flush() throws IOException {
            call(Where.FLUSH);
        }

        @Override
        public void close() {
        }
    }
}

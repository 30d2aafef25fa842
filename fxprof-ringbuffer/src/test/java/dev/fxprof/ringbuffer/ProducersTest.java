package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProducersTest {
    private static final int SPANS = 500;

    private final CollectingSink sink = new CollectingSink();
    private Recording recording;

    private void open(int producers, int slots) {
        recording = Recording.open(
                new RecordingOptions(true, slots, 1, 64, producers, Clocks.NANOTIME));
    }

    @AfterEach
    void close() {
        recording.close();
    }

    private int site(String name) {
        return recording.sites().intern("shop", ScriptRuntime.LUA, SpanKind.EVENT, name, "", 0);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(200_000);
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** A free ring appears once the drain has taken what the one before left. */
    private SpanRecorder register(String name) {
        SpanRecorder[] recorder = {recording.newRecorder(name)};
        await(() -> {
            if (recorder[0].isRecording()) {
                return true;
            }
            recorder[0] = recording.newRecorder(name);
            return recorder[0].isRecording();
        });
        return recorder[0];
    }

    private void record(SpanRecorder recorder, int site, int spans) {
        for (int i = 0; i < spans; i++) {
            int token = recorder.begin(site, 0, 0, i + 1);
            recorder.end(recorder.begin(site, 0, 0, i + 1));
            recorder.end(token);
        }
    }

    private List<Tree> treesOf(String name) {
        String entry = sink.tracks.stream().filter(t -> t.endsWith(" " + name)).findFirst()
                .orElseThrow();
        int track = Integer.parseInt(entry.substring(0, entry.indexOf(' ')));
        return sink.trees.stream().filter(tree -> tree.track() == track).toList();
    }

    private void shouldAddUp() {
        RecordCounts counts = recording.counts();
        assertThat(counts.offered()).isEqualTo(counts.written() + counts.dropped());
        assertThat(counts.waiting()).isZero();
        assertThat(counts.written()).isEqualTo(
                sink.trees.stream().mapToLong(t -> t.slices().stream()
                        .filter(s -> !s.placeholder()).count() + t.links().size()).sum());
        assertThat(sink.lost).isEqualTo(counts.dropped());
    }

    @Test
    void shouldShowEachThreadOnATrackOfItsOwnWhileThreadsComeAndGo() throws Exception {
        open(3, 1 << 12);
        recording.start(sink);
        int threads = 12;
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            String name = "thread-" + t;
            int site = site(name);
            running.add(Thread.ofPlatform().start(() -> {
                SpanRecorder recorder = register(name);
                record(recorder, site, SPANS);
                recording.retire(recorder);
            }));
        }
        join(running);
        recording.close();

        assertThat(sink.tracks).hasSize(threads);
        for (int t = 0; t < threads; t++) {
            List<Tree> trees = treesOf("thread-" + t);
            int site = site("thread-" + t);
            assertThat(trees.stream().map(tree -> tree.slices().getFirst().source()))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, SPANS).boxed().toList());
            assertThat(trees).allSatisfy(tree -> {
                assertThat(tree.siteOrder()).containsExactly(site, site);
                assertThat(tree.slices()).noneMatch(Tree.Slice::unfinished);
            });
        }
        assertThat(sink.slices().stream().map(Tree.Slice::span)).doesNotHaveDuplicates();
        shouldAddUp();
    }

    @Test
    void shouldEndWhatADeadThreadLeftOpenAndGiveItsRingToTheNext() throws Exception {
        open(1, 1 << 10);
        recording.start(sink);
        int site = site("left");
        Thread first = Thread.ofPlatform().start(() -> {
            SpanRecorder recorder = recording.newRecorder("first");
            recorder.begin(site);
            recorder.begin(site);
            recorder.end(recorder.begin(site));
        });
        first.join();
        Thread second = Thread.ofPlatform().start(() -> {
            SpanRecorder recorder = register("second");
            record(recorder, site, 3);
            recording.retire(recorder);
        });
        second.join();
        recording.close();

        assertThat(sink.tracks).containsExactly("1 first", "2 second");
        assertThat(treesOf("first")).hasSize(1);
        List<Tree.Slice> left = treesOf("first").getFirst().slices();
        assertThat(left).extracting(Tree.Slice::unfinished).containsExactly(true, true, false);
        assertThat(left).extracting(Tree.Slice::parent).containsExactly(-1, 0, 1);
        assertThat(left.getFirst().end()).isGreaterThan(left.get(1).end());
        assertThat(treesOf("second")).hasSize(3);
    }

    @Test
    void shouldCountThreadsThatFindNoRingAndRecordNothingOfThem() throws Exception {
        open(2, 1 << 10);
        recording.start(sink);
        int site = site("busy");
        CountDownLatch registered = new CountDownLatch(5);
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < 5; t++) {
            running.add(Thread.ofPlatform().start(() -> {
                SpanRecorder recorder = recording.newRecorder("busy");
                registered.countDown();
                awaitAll(registered);
                record(recorder, site, 10);
                recorder.resume(recorder.newStack());
                recorder.leaveFunction();
                assertThat(recorder.currentSpan()).isZero();
            }));
        }
        join(running);
        recording.close();

        assertThat(recording.refusedProducers()).isEqualTo(3);
        assertThat(sink.tracks).hasSize(2);
        assertThat(sink.slices()).hasSize(2 * 10 * 2);
        shouldAddUp();
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldAccountForEveryRecordOfRingsThatAreTooSmall() throws Exception {
        open(3, 16);
        recording.start(sink);
        int site = site("fast");
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            running.add(Thread.ofPlatform().start(() -> {
                SpanRecorder recorder = recording.newRecorder("fast");
                record(recorder, site, 20_000);
                recording.retire(recorder);
            }));
        }
        join(running);
        recording.close();

        assertThat(recording.counts().offered()).isEqualTo(3 * 20_000 * 2);
        assertThat(recording.counts().droppedFull()).isPositive();
        shouldAddUp();
    }

    @Test
    void shouldDeliverTheRecordsOfSeveralThreadsInTheOrderTheyEnded() throws Exception {
        List<Long> ends = new ArrayList<>();
        CollectingSink ordered = new CollectingSink() {
            @Override
            public void accept(SpanBatch batch) throws IOException {
                super.accept(batch);
                ends.add(batch.endNanos(0));
            }
        };
        open(3, 1 << 12);
        int site = site("turn");
        CountDownLatch done = new CountDownLatch(3);
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            running.add(Thread.ofPlatform().start(() -> {
                SpanRecorder recorder = recording.newRecorder("turn");
                record(recorder, site, SPANS);
                done.countDown();
                awaitAll(done);
                recording.retire(recorder);
            }));
        }
        join(running);
        recording.start(ordered);
        recording.close();

        assertThat(ends).hasSize(3 * SPANS).isSorted();
        assertThat(ordered.tracks).hasSize(3);
    }
}

package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fxprof.api.RingPosition;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AttachmentTest {
    private static final RecordingOptions OPTIONS = new RecordingOptions(true, 1 << 14, 1, 64, 2,
            Clocks.NANOTIME);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    /** Keeps what it is given as a capture would: positions count once they were flushed. */
    private static final class Capture extends CollectingSink {
        final Map<List<Long>, RingPosition> positions = new ConcurrentHashMap<>();

        @Override
        public void position(RingPosition p) {
            positions.put(List.of(p.segment(), (long) p.ring()), p);
        }

        List<RingPosition> held() {
            return List.copyOf(positions.values());
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private Recording publish(String name) throws IOException {
        Recording recording = Recording.publish(file(name), name, OPTIONS);
        opened.add(recording);
        return recording;
    }

    private Attachment attach(CollectingSink sink, List<RingPosition> positions, String... names)
            throws IOException {
        Attachment attachment = Attachment
                .open(List.of(names).stream().map(this::file).toList());
        opened.add(attachment);
        attachment.start(sink, attachment.identity().originNanos(), positions, 1);
        return attachment;
    }

    private static int site(Recording recording, String name) {
        return recording.sites().intern("shop", ScriptRuntime.LUA, SpanKind.EVENT, name, "", 0);
    }

    /** Numbered trees of two slices. */
    private static void record(SpanRecorder recorder, int site, int from, int to) {
        for (int i = from; i < to; i++) {
            int token = recorder.begin(site, 0, 0, i);
            recorder.end(recorder.begin(site, 0, 0, i));
            recorder.end(token);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(200_000);
        }
    }

    private static List<Integer> numbers(CollectingSink... sinks) {
        return List.of(sinks).stream().flatMap(sink -> sink.trees.stream())
                .map(tree -> tree.slices().getFirst().source()).toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void shouldDeliverEverythingThatWasPublished() throws Exception {
        Recording recording = publish("a");
        int site = site(recording, "buy");
        SpanRecorder recorder = recording.newRecorder("main");
        record(recorder, site, 1, 500);
        Capture capture = new Capture();
        Attachment attachment = attach(capture, List.of(), "a");
        record(recorder, site, 500, 1000);
        assertThat(attachment.isOver()).isFalse();
        recording.close();
        await(attachment::isOver);
        attachment.close();

        assertThat(numbers(capture)).isEqualTo(range(1, 1000));
        assertThat(capture.tracks).containsExactly("1 main");
        assertThat(capture.slices()).allSatisfy(slice -> {
            assertThat(attachment.sites().site(slice.site()).name()).isEqualTo("buy");
            assertThat(slice.start()).isNotNegative();
        });
        assertThat(attachment.counts().written()).isEqualTo(2 * 999);
        assertThat(attachment.counts().recovered()).isZero();
        assertThat(attachment.title()).startsWith("a ");
    }

    @Test
    void shouldGoOnWithoutGapOrRepetitionAfterItsPositions() throws Exception {
        Recording recording = publish("a");
        int site = site(recording, "buy");
        SpanRecorder recorder = recording.newRecorder("main");
        List<Capture> captures = new ArrayList<>();
        List<RingPosition> held = List.of();
        for (int round = 0; round < 5; round++) {
            int outer = recorder.begin(site, 0, 0, 100 * round + 99);
            record(recorder, site, 0, 3);
            Capture capture = new Capture();
            Attachment attachment = attach(capture, held, "a");
            assertThat(attachment.identity().segments()).hasSize(1);
            record(recorder, site, 3, 6);
            if (round % 2 == 0) {
                recorder.end(outer);
            }
            attachment.close();
            recorder.end(outer);
            record(recorder, site, 100 * round, 100 * round + 10);
            captures.add(capture);
            held = capture.positions.isEmpty() ? held : capture.held();
        }
        Capture last = new Capture();
        Attachment attachment = attach(last, held, "a");
        recording.close();
        await(attachment::isOver);
        attachment.close();
        captures.add(last);

        List<Integer> expected = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            expected.add(100 * round + 99);
            expected.addAll(range(100 * round, 100 * round + 10));
        }
        assertThat(numbers(captures.toArray(CollectingSink[]::new))).isEqualTo(expected);
        List<Tree.Slice> slices = captures.stream().flatMap(c -> c.slices().stream()).toList();
        assertThat(slices).extracting(Tree.Slice::span).doesNotHaveDuplicates();
        assertThat(slices).noneMatch(Tree.Slice::placeholder).hasSize(5 * (1 + 2 * 6 + 2 * 10));
        assertThat(recording.counts().dropped()).isZero();
    }

    @Test
    void shouldNotDeliverAgainWhatTheCaptureHoldsAlthoughTheRingDoesNotKnow() throws Exception {
        Recording recording = publish("a");
        SpanRecorder recorder = recording.newRecorder("main");
        record(recorder, site(recording, "buy"), 0, 50);
        Capture capture = new Capture();
        Attachment attachment = Attachment.open(List.of(file("a")));
        opened.add(attachment);
        long identity = attachment.identity().segments().getFirst();
        attachment.start(capture, attachment.identity().originNanos(),
                List.of(new RingPosition(identity, 0, 40), new RingPosition(identity + 1, 0, 90),
                        new RingPosition(identity, 7, 90)),
                1);
        recording.close();
        await(attachment::isOver);
        attachment.close();

        assertThat(numbers(capture)).isEqualTo(range(20, 50));
    }

    @Test
    void shouldMergeTwoSegments() throws Exception {
        Recording a = publish("a");
        Recording b = publish("b");
        site(b, "only b");
        record(a.newRecorder("main a"), site(a, "both"), 0, 100);
        record(b.newRecorder("main b"), site(b, "both"), 0, 100);
        record(b.newRecorder("more b"), site(b, "only b"), 0, 100);
        Capture capture = new Capture();
        Attachment attachment = attach(capture, List.of(), "a", "b");
        a.close();
        b.close();
        await(attachment::isOver);
        attachment.close();

        assertThat(capture.tracks).containsExactlyInAnyOrder("1 main a", "2 main b", "3 more b");
        for (int track = 1; track <= 3; track++) {
            int number = track;
            assertThat(capture.trees.stream().filter(t -> t.track() == number)
                    .map(t -> t.slices().getFirst().source())).isEqualTo(range(0, 100));
        }
        assertThat(capture.slices()).extracting(Tree.Slice::span).doesNotHaveDuplicates();
        assertThat(capture.slices()).extracting(Tree.Slice::span)
                .allSatisfy(span -> assertThat(span).isBetween(1L, (1L << 53) - 1));
        assertThat(capture.slices().stream()
                .map(slice -> attachment.sites().site(slice.site()).name()).distinct())
                .containsExactlyInAnyOrder("both", "only b");
        assertThat(attachment.sites().size()).isEqualTo(2);
        assertThat(capture.held()).extracting(RingPosition::records).containsOnly(200L).hasSize(3);
    }

    @Test
    void shouldRefuseASecondRecorderAndLeaveTheOthersAsTheyWere() throws Exception {
        publish("a");
        publish("b");
        Attachment first = attach(new Capture(), List.of(), "a");

        assertThatExceptionOfType(SegmentException.class)
                .isThrownBy(() -> Attachment.open(List.of(file("a"))))
                .withMessage(file("a") + " is being recorded by process "
                        + ProcessHandle.current().pid()
                        + " already; a segment has one recorder at a time");
        assertThat(SegmentView.open(file("a")).recorder()).contains(ProcessIdentity.current());
        first.close();
        assertThat(SegmentView.open(file("a")).recorder()).isEmpty();
        attach(new Capture(), List.of(), "a", "b").close();
    }

    @Test
    void shouldRefuseTooFewAndTooManySegments() {
        assertThatExceptionOfType(SegmentException.class)
                .isThrownBy(() -> Attachment.open(List.of()));
        assertThatExceptionOfType(SegmentException.class).isThrownBy(
                () -> Attachment.open(IntStream.range(0, 9).mapToObj(i -> file("x")).toList()))
                .withMessageContaining("9");
    }

    @Test
    void shouldNotLetTheProducerNoticeThatTheSinkFails() throws Exception {
        Recording recording = publish("a");
        SpanRecorder recorder = recording.newRecorder("main");
        int site = site(recording, "buy");
        Attachment attachment = attach(new CollectingSink() {
            @Override
            public void accept(SpanBatch batch) throws IOException {
                throw new IOException("broken");
            }
        }, List.of(), "a");
        record(recorder, site, 0, 10);
        await(() -> attachment.failure().isPresent());
        for (int i = 0; i < 10; i++) {
            record(recorder, site, 0, 1000);
            recording.awaitRoom();
        }
        assertThat(attachment.failure().orElseThrow()).hasMessage("broken");
        assertThat(recording.counts().droppedFull()).isZero();
        assertThat(recorder.isRecording()).isTrue();
    }
}

package dev.fxprof.live.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import dev.fxprof.export.RandomCapture;
import dev.fxprof.export.RandomTrees;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import dev.fxprof.export.Transcript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<Chunk> chunks = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldPlayBackAllThatARecordingMayHold(long seed) throws IOException {
        try (Capture capture = RandomCapture.of(seed, 3, 200)) {
            Transcript original = Transcript.of(capture, true);
            StreamInfo stream = new StreamInfo(capture.sites(), "server");
            capture.replay(new ChunkWriter(stream, System::nanoTime, chunks::add));
            Transcript played = new Transcript(capture.sites(), true);
            new ChunkReader().play(chunks, Long.MIN_VALUE, Long.MAX_VALUE, played);
            played.shouldEqual(original);
        }
    }

    @Test
    void shouldPlayBackLinksCountersAndLosses() throws IOException {
        TestSites sites = new TestSites();
        Transcript original = new Transcript(sites, true);
        new RandomTrees(42, sites, 1_000_000, true).to(original, 500);
        StreamInfo stream = new StreamInfo(sites, "server");
        ChunkWriter writer = new ChunkWriter(stream, System::nanoTime, chunks::add);
        new RandomTrees(42, sites, 1_000_000, true).to(writer, 500);
        writer.close();
        Transcript played = new Transcript(sites, true);
        new ChunkReader().play(chunks, Long.MIN_VALUE, Long.MAX_VALUE, played);
        played.shouldEqual(original);
    }

    @Test
    void shouldTakeAboutADozenBytesASlice() {
        TestSites sites = new TestSites();
        ChunkWriter writer = new ChunkWriter(new StreamInfo(sites, "server"), System::nanoTime,
                chunks::add);
        long id = 0;
        for (int tick = 0; tick < 100; tick++) {
            TestBatch batch = new TestBatch(1).open(sites.tick(), ++id, tick * SECOND / 20);
            for (int i = 0; i < 200; i++) {
                long start = tick * SECOND / 20 + 1000 + i * 20_000L;
                batch.open(sites.event("shop", "buy" + i % 50), ++id, start)
                        .leaf(sites.nativeCall("shop", "GET_PLAYER_NAME"), ++id, start + 500,
                                start + 2500)
                        .close(start + 15_000);
            }
            writer.accept(batch.close(tick * SECOND / 20 + 5_000_000));
        }
        writer.flush();
        long bytes = chunks.stream().mapToLong(Chunk::memory).sum();
        long slices = chunks.stream().mapToLong(Chunk::slices).sum();
        assertThat(slices).isEqualTo(100 * 401);
        assertThat((double) bytes / slices).isLessThan(13);
    }

    @Test
    void shouldKeepTheLastSecondsAndForgetEarlyOnlyForWantOfMemory() {
        FlightRecorder roomy = new FlightRecorder(10 * SECOND, 1 << 20);
        FlightRecorder tight = new FlightRecorder(10 * SECOND, 600);
        record(100).forEach(chunk -> {
            roomy.add(chunk, Long.MAX_VALUE);
            tight.add(chunk, Long.MAX_VALUE);
        });
        assertThat(roomy.reachNanos()).isBetween(10 * SECOND, 11 * SECOND);
        assertThat(roomy.forgotten()).isZero();
        assertThat(tight.bytes()).isLessThanOrEqualTo(600);
        assertThat(tight.reachNanos()).isLessThan(10 * SECOND);
        long kept = tight.since(Long.MIN_VALUE).stream().mapToLong(Chunk::slices).sum();
        long keptByRoomy = roomy.since(Long.MIN_VALUE).stream().mapToLong(Chunk::slices).sum();
        assertThat(tight.forgotten()).isGreaterThanOrEqualTo(keptByRoomy - kept);
    }

    @Test
    void shouldForgetWhatIsOfAnotherSource() {
        FlightRecorder recorder = new FlightRecorder(10 * SECOND, 1 << 20);
        record(5).forEach(chunk -> recorder.add(chunk, Long.MAX_VALUE));
        Chunk other = record(1).getLast();
        recorder.add(other, Long.MAX_VALUE);
        assertThat(recorder.since(Long.MIN_VALUE)).containsExactly(other);
    }

    @Test
    void shouldPlayALossBeforeWhatCameAfterIt() throws IOException {
        Chunk after = record(1).getFirst().after(7);
        List<String> played = new ArrayList<>();
        SpanObserver sink = new SpanObserver() {
            @Override
            public void accept(SpanBatch batch) {
                played.add(batch.slices() + " slices");
            }

            @Override
            public void lost(int track, long nanos, long records) {
                played.add(records + " lost on " + track + " at " + nanos);
            }
        };
        new ChunkReader().play(List.of(after), 0, SECOND, sink);
        assertThat(played).containsExactly("7 lost on 0 at 0", "1 slices");
    }

    @Test
    void shouldNotForgetBecauseOfAStampOfTheFuture() {
        FlightRecorder recorder = new FlightRecorder(10 * SECOND, 1 << 20);
        TestSites sites = new TestSites();
        StreamInfo stream = new StreamInfo(sites, "server");
        ChunkWriter writer = new ChunkWriter(stream, System::nanoTime, chunks::add);
        for (int i = 0; i < 40; i++) {
            long start = (i == 20 ? 10_000 : i) * SECOND;
            writer.accept(new TestBatch(1).leaf(sites.tick(), i + 1, start, start + 1000));
            writer.flush();
            recorder.add(chunks.getLast(), i * SECOND + 1000);
        }
        assertThat(recorder.newestNanos()).isEqualTo(39 * SECOND + 1000);
        assertThat(recorder.since(Long.MIN_VALUE)).hasSize(11);
        assertThat(recorder.reach(Long.MIN_VALUE).forgottenNanos())
                .isEqualTo(28 * SECOND + 1000);
    }

    @Test
    void shouldPlayABatchOfWhichAnyTreeIsWithinTheStretch() throws IOException {
        TestSites sites = new TestSites();
        ChunkWriter writer = new ChunkWriter(new StreamInfo(sites, "server"), System::nanoTime,
                chunks::add);
        writer.accept(new TestBatch(1).leaf(sites.tick(), 1, 0, 10).leaf(sites.tick(), 2, 100, 200)
                .leaf(sites.tick(), 3, 300, 310));
        writer.close();
        for (long[] stretch : new long[][]{{50, 1000}, {305, 1000}, {0, 5}}) {
            List<Integer> played = new ArrayList<>();
            SpanObserver sink = batch -> played.add(batch.slices());
            new ChunkReader().play(chunks, stretch[0], stretch[1], sink);
            assertThat(played).as("from %d", stretch[0]).containsExactly(3);
        }
    }

    private List<Chunk> record(int seconds) {
        TestSites sites = new TestSites();
        int first = chunks.size();
        ChunkWriter writer = new ChunkWriter(new StreamInfo(sites, "server"), System::nanoTime,
                chunks::add);
        for (int i = 0; i < seconds; i++) {
            writer.accept(new TestBatch(1).leaf(sites.tick(), i + 1, i * SECOND,
                    i * SECOND + 1000));
            writer.flush();
        }
        return chunks.subList(first, chunks.size());
    }
}

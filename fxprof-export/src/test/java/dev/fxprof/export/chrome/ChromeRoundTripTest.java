package dev.fxprof.export.chrome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanSink;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.export.RandomTrees;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import dev.fxprof.export.Transcript;
import dev.fxprof.export.capture.TraceFile;
import dev.fxprof.export.fuzz.NestingCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChromeRoundTripTest {
    @TempDir
    private Path folder;

    private final TestSites sites = new TestSites();

    private interface Recording {
        void to(SpanSink sink) throws IOException;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGiveBackAllThatItWrote(boolean ids) throws IOException {
        // Without ids a flow between two tracks cannot be followed: both its ends are written on one.
        int worker = ids ? 4 : 1;
        Recording recording = sink -> {
            sink.track(1, "svMain");
            sink.track(4, "async worker 1");
            sink.track(7, "idle");
            sink.sampling(new SamplingStep(900, sites.function("police", "check"), 8));
            sink.accept(new TestBatch(1).open(sites.tick(), 1L << 40, 1_000)
                    .open(sites.event("police", "police:check"), 2, 1_500).player(12)
                    .leaf(sites.function("police", "check"), 3, 1_600, 1_700).standsFor(8)
                    .leaf(sites.nativeCall("police", "GetPlayerPed"), 4, 1_700, 1_700)
                    .close(2_000).open(sites.thread("bank", "loop"), 5, 2_000).unfinished()
                    .close(2_500).close(3_000).counter(sites.tick(), 2_999, 0.123456)
                    .counter(sites.tick(), 3_000, 64));
            sink.lost(1, 3_100, 17);
            sink.accept(new TestBatch(worker).open(sites.thread("bank", "loop"), 5, 3_200)
                    .continues(2_400).caused(4, 1_650).close(3_300));
            sink.accept(new TestBatch(1).open(0, 0, 4_000).placeholder()
                    .leaf(sites.event("bank", "late"), 9, 4_000, 5_000).close(5_000));
            sink.cost(new CaptureCost(100, 83, 17, 1, 2, 3, 4, 65_536, 99, "tsc", 117, 5));
        };
        shouldAgree(ids, recording);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldGiveBackAnyTrees(long seed) throws IOException {
        shouldAgree(true, sink -> new RandomTrees(seed, sites, 3, true).to(sink));
        shouldAgree(true, sink -> new RandomTrees(seed, sites, 1_000_000, true).to(sink));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldGiveBackTreesWithoutIds(long seed) throws IOException {
        shouldAgree(false, sink -> new RandomTrees(seed, sites, 1_000_000, false).to(sink));
    }

    @Test
    void shouldKeepWhatAnEarlierFileHolds() throws IOException {
        Recording whole = sink -> {
            sink.track(1, "svMain");
            for (int i = 1; i < 40_000; i++) {
                TestBatch batch = new TestBatch(1).open(sites.tick(), i, 1_000 * i);
                if (i % 3 == 0) {
                    batch.caused(i - 2, 1_000 * (i - 2) + 500);
                }
                sink.accept(batch.close(1_000 * i + 900));
            }
        };
        List<Path> files = write(true, ChromeTraceWriterFactory.SMALLEST_LIMIT, whole);
        assertThat(files.size()).isGreaterThan(1);
        Path again = Files.createDirectory(folder.resolve("again"));
        try (Capture capture = TraceFile.read(files.getLast())) {
            capture.replay(new NestingCheck());
            var factory = new ChromeTraceWriterFactory();
            var writer = factory.open(new TraceTarget(again, capture.sites(),
                    capture.processName(), 0, true));
            capture.replay(writer);
            writer.close();
            assertThat(slices(writer.files().getFirst())).isEqualTo(slices(files.getLast()));
        }
    }

    private static List<String> slices(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.contains("\"ph\":\"X\"")).map(String::strip).toList();
        }
    }

    private void shouldAgree(boolean ids, Recording recording) throws IOException {
        Transcript original = new Transcript(sites, ids);
        recording.to(original);
        try (Capture capture = read(ids, recording)) {
            assertThat(capture.repairs()).isEmpty();
            assertThat(capture.processName()).isEqualTo("the server");
            Transcript.of(capture, ids).shouldEqual(original);
            Transcript.of(capture, ids).shouldEqual(original);
        }
    }

    private Capture read(boolean ids, Recording recording) throws IOException {
        return TraceFile.read(write(ids, 0, recording).getFirst());
    }

    private List<Path> write(boolean ids, long limit, Recording recording) throws IOException {
        var writer = new ChromeTraceWriterFactory()
                .open(new TraceTarget(folder, sites, "the server", limit, ids));
        recording.to(writer);
        writer.close();
        return writer.files();
    }
}

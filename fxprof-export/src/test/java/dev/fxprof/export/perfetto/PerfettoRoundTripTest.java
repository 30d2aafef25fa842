package dev.fxprof.export.perfetto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.capture.TraceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerfettoRoundTripTest {
    @TempDir
    private Path folder;

    private Path write(RandomCapture from, int ticks, boolean ids, boolean compressed)
            throws IOException {
        TraceTarget target = new TraceTarget(folder, "a.pftrace", from.sites, "my server", 0, ids,
                new CaptureIdentity(List.of(), 123), compressed);
        try (TraceWriter writer = new PerfettoTraceWriterFactory().open(target)) {
            from.writeTo(writer, ticks);
            return writer.files().getFirst();
        }
    }

    @ParameterizedTest
    @CsvSource({"1,false", "2,true", "3,false"})
    void shouldReadBackAllThatWasWritten(long seed, boolean compressed) throws IOException {
        RandomCapture written = new RandomCapture(seed);
        SeenStream expected = new SeenStream(written.sites);
        new RandomCapture(seed).writeTo(expected, 60);
        try (Capture read = TraceFile.read(write(written, 60, true, compressed))) {
            SeenStream found = new SeenStream(read.sites());
            read.replay(found);
            assertThat(read.format()).isEqualTo("perfetto");
            assertThat(read.processName()).isEqualTo("my server");
            assertThat(read.repairs()).isEmpty();
            assertThat(found.tracks).isEqualTo(expected.tracks);
            assertThat(found.slices).hasSizeGreaterThan(500).containsExactlyInAnyOrderElementsOf(
                    expected.slices.stream().map(line -> line.replace('\uD800', '\uFFFD'))
                            .toList());
            assertThat(found.links).hasSizeGreaterThan(50)
                    .containsExactlyInAnyOrderElementsOf(expected.links);
            assertThat(found.counters).containsExactlyInAnyOrderElementsOf(expected.counters);
            assertThat(found.losses).isEqualTo(expected.losses);
            assertThat(found.steps).isEqualTo(expected.steps);
            assertThat(found.totals.values()).containsExactlyInAnyOrderElementsOf(
                    expected.totals.values());
            assertThat(found.cost).isEqualTo(expected.cost);
            assertThat(found.spanCost).isEqualTo(expected.spanCost);
        }
    }

    @Test
    void shouldCountTheSameSpansWithoutIds() throws IOException {
        RandomCapture written = new RandomCapture(5);
        SeenStream expected = new SeenStream(written.sites);
        new RandomCapture(5).writeTo(expected, 60);
        try (Capture read = TraceFile.read(write(written, 60, false, false))) {
            SeenStream found = new SeenStream(read.sites());
            read.replay(found);
            assertThat(found.spans).isEqualTo(expected.spans);
            assertThat(found.slices).hasSameSizeAs(expected.slices);
            assertThat(found.slices).noneMatch(line -> line.contains("#1099511627776"));
        }
    }
}

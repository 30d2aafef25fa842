package dev.fxprof.export.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.Capture;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import dev.fxprof.export.capture.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConversionTest {
    @TempDir
    private Path folder;

    static Stream<String> formats() {
        return all().stream().map(TraceWriterFactory::format);
    }

    private static List<TraceWriterFactory> all() {
        List<TraceWriterFactory> all = new ArrayList<>();
        ServiceLoader.load(TraceWriterFactory.class).forEach(all::add);
        return all;
    }

    private static TraceWriterFactory named(String format) {
        return all().stream().filter(factory -> factory.format().equals(format)).findFirst()
                .orElseThrow();
    }

    private Agreement roundTrip(Capture capture, String format) throws IOException {
        Path file = folder.resolve("out" + named(format).extension());
        try (Conversion conversion = new Conversion(named(format), file)) {
            conversion.write(capture, UnaryOperator.identity());
            assertThat(file).doesNotExist();
            conversion.commit();
        }
        try (Stream<Path> files = Files.list(folder); Capture back = TraceFile.read(file)) {
            assertThat(files).containsExactly(file);
            Files.delete(file);
            return Agreement.of(format, CaptureDigest.of(capture), CaptureDigest.of(back));
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void shouldGiveBackWhatTheFormatKeeps(String format) throws Exception {
        for (long seed = 1; seed <= 2; seed++) {
            for (int longestStep : new int[]{2, 50, 1_000_000}) {
                try (Capture capture = HardCapture.of(seed, longestStep, 400)) {
                    assertThat(roundTrip(capture, format).differences())
                            .as("seed %d, steps below %d", seed, longestStep).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void shouldGiveBackAnEmptyCapture(String format) throws Exception {
        // No line at all is of no format.
        Assumptions.assumeFalse(format.equals("collapsed"));
        CaptureBuilder builder = new CaptureBuilder("test");
        builder.track("svMain");
        try (Capture capture = builder.build()) {
            assertThat(roundTrip(capture, format).differences()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void shouldLeaveNothingBehindWhereTheCaptureFails(String format) throws Exception {
        Path file = Files.writeString(folder.resolve("out" + named(format).extension()), "before");
        try (Capture capture = HardCapture.of(1, 50, 400)) {
            assertThatThrownBy(() -> {
                try (Conversion conversion = new Conversion(named(format), file)) {
                    conversion.write(capture, _ -> {
                        throw new IllegalStateException("no");
                    });
                }
            }).isInstanceOf(IllegalStateException.class);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(file).hasContent("before");
    }

    @Test
    void shouldNameTheFileThatCannotBeWritten() throws Exception {
        Path file = folder.resolve("none").resolve("out.json");
        try (Capture capture = HardCapture.of(1, 50, 400)) {
            assertThatThrownBy(() -> new Conversion(named("chrome"), file).write(capture,
                    UnaryOperator.identity())).isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file + " cannot be written")
                    .hasMessageNotContaining(".fxprof-");
        }
    }

    private static CaptureDigest digest(long... startAndEnd) throws IOException {
        CaptureBuilder builder = new CaptureBuilder("test");
        ReadTrack track = builder.track("svMain");
        for (int i = 0; i < startAndEnd.length; i += 2) {
            int site = builder.sites().intern("r", ScriptRuntime.LUA, SpanKind.EVENT, "e" + i, "",
                    0);
            track.add(site, startAndEnd[i], startAndEnd[i + 1]);
        }
        try (Capture capture = builder.build()) {
            return CaptureDigest.of(capture);
        }
    }

    @Test
    void shouldAddUpAHandComputedCapture() throws Exception {
        CaptureDigest digest = digest(0, 100, 10, 30, 40, 50);
        assertThat(digest.spans()).isEqualTo(3);
        assertThat(digest.slices()).isEqualTo(3);
        assertThat(digest.placeholders()).isZero();
        assertThat(digest.selfNanos()).isEqualTo(100);
        assertThat(digest.totalNanos()).containsEntry("e0", 100L).containsEntry("e2", 20L)
                .containsEntry("e4", 10L).hasSize(3);
    }

    @Test
    void shouldTellWhatDiffers() throws Exception {
        CaptureDigest input = digest(0, 100_000, 10_000, 30_000);
        assertThat(Agreement.of("csv", input, digest(0, 100_000, 10_000, 30_000)).isEqual())
                .isTrue();
        assertThat(Agreement.of("csv", input, digest(0, 100_000)).differences()).contains(
                "1 spans instead of 2", "1 slices instead of 2",
                "0 nanoseconds of 'e2' instead of 20000");
        assertThat(Agreement.of("csv", input, digest(0, 100_000, 110_000, 130_000)).differences())
                .containsExactly("1 slices ' > e2' instead of 0",
                        "0 slices 'e0 > e2' instead of 1");
    }

    @Test
    void shouldCompareStacksToAMicrosecond() throws Exception {
        CaptureDigest input = digest(0, 100_000, 10_000, 30_000);
        CaptureDigest near = digest(0, 100_900, 10_000, 30_000);
        CaptureDigest far = digest(0, 101_100, 10_000, 30_000);
        CaptureDigest beside = digest(0, 80_000, 110_000, 130_000);
        for (String format : new TreeSet<>(List.of("collapsed", "flamegraph",
                "speedscope-sampled"))) {
            assertThat(Agreement.of(format, input, near).isEqual()).isTrue();
            assertThat(Agreement.of(format, input, far).differences()).singleElement().asString()
                    .contains("81100").contains("80000");
            assertThat(Agreement.of(format, input, beside).differences()).hasSize(2);
        }
    }

    @Test
    void shouldNotSpeakOfTheTemporaryFileWhenTheDiskIsFull() throws Exception {
        Path file = folder.resolve("out.json");
        TraceWriterFactory chrome = named("chrome");
        try (Capture capture = HardCapture.of(1, 50, 400);
                Conversion conversion = new Conversion(chrome, file)) {
            assertThatThrownBy(() -> conversion.write(capture, writer -> new FullDisk(
                    ((TraceWriter) writer).files().getFirst()))).isInstanceOf(IOException.class)
                    .hasMessage(file + " cannot be written: No space left on device");
        }
    }

    /** Fails as the writers of streamed traces do, first with their sentence, then with it again. */
    private record FullDisk(Path file) implements SpanObserver {
        @Override
        public void accept(SpanBatch batch) throws IOException {
            IOException first = new IOException(file + " cannot be written: No space left on device"
                    + "; what was written is in " + file.getFileName() + ".partial",
                    new IOException("No space left on device"));
            throw new IOException(first.getMessage(), first);
        }
    }
}

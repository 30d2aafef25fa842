package dev.fxprof.export.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.MalformedTraceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
    @TempDir
    private Path folder;

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("file"), content);
    }

    private static byte[] packed(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] noise() {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        content[0] = 'x';
        return content;
    }

    private byte[] read(byte[] content) throws IOException {
        try (InputStream in = TraceFile.of(file(content)).open()) {
            return in.readAllBytes();
        }
    }

    @Test
    void shouldReadWhatIsCompressedAndWhatIsNot() throws Exception {
        assertThat(read(noise())).isEqualTo(noise());
        assertThat(read(packed(noise()))).isEqualTo(noise());
    }

    @Test
    void shouldReadSingleBytesAndSkip() throws Exception {
        byte[] noise = noise();
        try (InputStream in = TraceFile.of(file(packed(noise))).open()) {
            assertThat(in.read()).isEqualTo('x');
            in.skipNBytes(200_000);
            assertThat(in.readNBytes(200_000))
                    .isEqualTo(Arrays.copyOfRange(noise, 200_001, noise.length));
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldReadACompressedFileUpToItsCut() throws Exception {
        byte[] packed = packed(noise());
        byte[] read = read(Arrays.copyOf(packed, packed.length / 2));
        assertThat(read.length).isBetween(100_000, 200_000);
        assertThat(read).isEqualTo(Arrays.copyOf(noise(), read.length));
    }

    @Test
    void shouldRefuseWhatGrowsBeyondMeasure() throws Exception {
        byte[] megabyte = packed(new byte[1 << 20]);
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 500; i++) {
            bytes.write(megabyte);
        }
        Path bomb = file(bytes.toByteArray());
        assertThatThrownBy(() -> {
            try (InputStream in = TraceFile.of(bomb).open()) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }).isInstanceOf(MalformedTraceException.class).hasMessageContaining(bomb.toString())
                .hasMessageContaining("decompresses to more than");
    }

    @Test
    void shouldRefuseWhatGrowsBeyondMeasureWhileItIsSkipped() {
        InputStream in = new BoundedInflation(new ByteArrayInputStream(new byte[1000]), "bomb", 2,
                500);
        assertThatThrownBy(() -> in.skipNBytes(1000)).isInstanceOf(MalformedTraceException.class)
                .hasMessageStartingWith("bomb ");
    }

    @Test
    void shouldSayWhatIsWrongWithAFileThatIsNotGzipAfterAll() throws Exception {
        assertThatThrownBy(() -> read(new byte[]{0x1F, (byte) 0x8B}))
                .isInstanceOf(MalformedTraceException.class)
                .hasMessageContaining("half its header");
        assertThatThrownBy(() -> read(new byte[]{0x1F, (byte) 0x8B, 9, 9, 9, 9, 9, 9, 9, 9, 9}))
                .isInstanceOf(MalformedTraceException.class).hasMessageContaining("expected gzip");
        byte[] damaged = packed(noise());
        Arrays.fill(damaged, 1000, 2000, (byte) 0);
        assertThatThrownBy(() -> read(damaged)).isInstanceOf(MalformedTraceException.class)
                .hasMessageContaining("expected gzip");
    }

    @Test
    void shouldSayThatAFileIsEmptyOrOfNoKnownFormat() throws Exception {
        Path empty = file(new byte[0]);
        assertThatThrownBy(() -> TraceFile.read(empty)).isInstanceOf(MalformedTraceException.class)
                .hasMessageContaining("the file is empty");
        Path unknown = file(noise());
        assertThatThrownBy(() -> TraceFile.read(unknown))
                .isInstanceOf(MalformedTraceException.class)
                .hasMessageStartingWith(unknown + ": at byte 0: ");
        assertThatThrownBy(() -> TraceFile.read(folder.resolve("none")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void shouldTakeBytesOfAStrangeEncodingForAnUnknownFormat() throws Exception {
        for (byte[] start : new byte[][]{{0, 0, '{', 0}, {0, '{', 0, 0}, {0, 0, -1, -2},
                {0, 0, -2, -1}, {-1, -2, 0, 0}}) {
            Path file = file(Arrays.copyOf(start, 64));
            assertThatThrownBy(() -> TraceFile.read(file))
                    .isInstanceOf(MalformedTraceException.class)
                    .hasMessageContaining("of no known format");
        }
    }
}

package dev.fxprof.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.export.capture.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedFilesTest {
    private static final int FILES = 120;
    private static final String NOISE = "{}[]\",:;<>&\n\r\t 0129.-e\u0000\u00FFOC'=";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"speedscope", "speedscope-sampled", "csv", "collapsed", "flamegraph"})
    void shouldBeReadOrRefusedWithASentence(String format) throws IOException {
        Random random = new Random(5);
        byte[] whole;
        try (Capture capture = RandomCapture.of(9, 2, 25)) {
            whole = Files.readAllBytes(Conversion.write(capture, format, folder.resolve("whole")));
        }
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            Path file = folder.resolve("damaged");
            Files.write(file, damage(whole, random));
            try (Capture read = TraceFile.read(file)) {
                assertThat(CaptureFacts.of(read).slices).isNotNegative();
            } catch (MalformedTraceException e) {
                assertThat(e.getMessage()).startsWith(file.toString())
                        .hasSizeLessThan(file.toString().length() + 400)
                        .doesNotContain("\n", "Exception");
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] bytes = random.nextInt(4) == 0
                ? Arrays.copyOf(whole, random.nextInt(whole.length))
                : whole.clone();
        for (int i = random.nextInt(6); i >= 0 && bytes.length > 0; i--) {
            // The beginning decides about most.
            int at = random
                    .nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 3000));
            int length = Math.min(bytes.length - at, 1 + random.nextInt(4));
            for (int k = 0; k < length; k++) {
                bytes[at + k] = (byte) NOISE.charAt(random.nextInt(NOISE.length()));
            }
        }
        return bytes;
    }
}

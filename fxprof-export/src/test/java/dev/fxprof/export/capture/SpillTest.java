package dev.fxprof.export.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.Capture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SpillTest {
    /** 64 bytes a slice: beyond the 64 MB that need no file. */
    private static final int MANY = 1_500_000;

    private static CaptureBuilder filled(Building building) throws IOException {
        for (int i = 0; i < MANY; i++) {
            building.track.ids(building.track.add(1 + i % 5, 10L * i, 10L * i + 1 + i % 9), i + 1,
                    0);
        }
        return building.builder;
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(file -> {
                try {
                    return Files.readSymbolicLink(file).toString().contains("fxprof-read");
                } catch (IOException _) {
                    return false;
                }
            }).count();
        }
    }

    @Test
    void shouldKeepWhatNoLongerFitsIntoMemory() throws Exception {
        try (Capture capture = filled(new Building()).build()) {
            long[] at = {0};
            Replayed.of(capture).only().forEach(slice -> {
                long i = at[0]++;
                if (slice.span() != i + 1 || slice.start() != 10 * i
                        || slice.end() != 10 * i + 1 + i % 9 || slice.site() != 1 + i % 5) {
                    throw new AssertionError("slice " + i + " is " + slice);
                }
            });
            assertThat(at[0]).isEqualTo(MANY);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldGiveTheTemporaryFileBack() throws Exception {
        long before = openFiles();
        Capture capture = filled(new Building()).build();
        assertThat(openFiles()).isEqualTo(before + 1);
        capture.close();
        assertThat(openFiles()).isEqualTo(before);
        capture.close();
        CaptureBuilder givenUp = filled(new Building());
        assertThat(openFiles()).isEqualTo(before + 1);
        givenUp.close();
        givenUp.close();
        assertThat(openFiles()).isEqualTo(before);
        assertThatThrownBy(() -> capture.replay(new Replayed()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldFailInOneSentenceWhereNoFileMayGrow() throws Exception {
        // No file may grow beyond 24 MB: the second piece of the temporary file does not fit.
        Process process = new ProcessBuilder(List.of("bash", "-c",
                "ulimit -f 24576; exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-cp", System.getProperty("java.class.path"), FullDisk.class.getName()))
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("IOException: the temporary folder ")
                .contains(" cannot take more of what is read: ");
        assertThat(process.exitValue()).isEqualTo(FullDisk.FAILED);
    }

    static final class FullDisk {
        static final int FAILED = 7;

        private FullDisk() {
        }

        public static void main(String[] args) throws Exception {
            Building building = new Building();
            try {
                filled(building);
                filled(building).close();
            } catch (IOException e) {
                System.out.println(e);
                System.exit(FAILED);
            }
        }
    }
}

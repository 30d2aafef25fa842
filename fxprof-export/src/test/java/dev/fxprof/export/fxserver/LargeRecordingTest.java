package dev.fxprof.export.fxserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code -Plong} ten times as large. */
class LargeRecordingTest {
    private static final long EVENTS = Long.getLong("fxprof.events", 1_000_000);

    @TempDir
    private Path folder;

    @Test
    void shouldReadASavedRecordingInLittleMemory() throws Exception {
        Path file = folder.resolve("large.msgpack");
        LargeRecording.writeSaved(file, EVENTS);
        assertThat(read(file)).isEqualTo(LargeRecording.expected(EVENTS));
    }

    @Test
    void shouldReadAJsonRecordingInLittleMemory() throws Exception {
        Path file = folder.resolve("large.json");
        LargeRecording.writeJson(file, EVENTS);
        assertThat(read(file)).isEqualTo(LargeRecording.expected(EVENTS));
    }

    private LargeRecording.Found read(Path file) throws IOException, InterruptedException {
        Path found = folder.resolve("found.txt");
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx48m",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                LargeRecording.class.getName(), file.toString(), found.toString()))
                .redirectErrorStream(true).redirectOutput(new File(errors.toString())).start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        String[] words = Files.readString(found).split(" ");
        return new LargeRecording.Found(Long.parseLong(words[0]), Long.parseLong(words[1]),
                Long.parseLong(words[2]), Long.parseLong(words[3]));
    }
}

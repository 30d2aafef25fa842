package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace that is larger than the memory for it. */
class ConvertLongIT {
    private static final long BYTES = 1L << 30;
    private static final int TICKS_PER_FLUSH = 1000;
    private static final int CALLS = 40;
    private static final Duration LONGEST = Duration.ofMinutes(30);

    @TempDir
    private Path folder;

    /** Ticks with calls in them, as another program might write them. */
    private Path trace() throws IOException {
        Path file = folder.resolve("large.json");
        Random random = new Random(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\"traceEvents\":[\n");
            long tick = 0;
            do {
                for (int i = 0; i < TICKS_PER_FLUSH; i++) {
                    write(out, tick++, random);
                }
                out.flush();
            } while (Files.size(file) < BYTES);
            out.write(
                    "{\"ph\":\"M\",\"pid\":1,\"tid\":1,\"name\":\"thread_name\",\"args\":{\"name\":"
                            + "\"main\"}}\n]}\n");
        }
        return file;
    }

    private static void write(BufferedWriter out, long tick, Random random) throws IOException {
        long start = tick * 50_000;
        out.write("{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"name\":\"tick\",\"cat\":\"engine\",\"ts\":"
                + start
                + ",\"dur\":" + CALLS * 1_000 + "},\n");
        for (int i = 0; i < CALLS; i++) {
            out.write(
                    "{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"name\":\"function " + random.nextInt(2_000)
                            + "\",\"cat\":\"resource " + i + "\",\"ts\":" + (start + i * 1_000L + 1)
                            + ",\"dur\":" + (random.nextInt(900) + 1) + ".125},\n");
        }
    }

    @Test
    void shouldConvertAGigabyteInHalfAGigabyteOfHeap() throws IOException {
        Command.Result result = Command
                .fxprof("convert", trace().toString(), "-o",
                        folder.resolve("large.pftrace").toString(), "--verify", "--json")
                .with("FXPROF_JAVA_OPTS", "-XX:-AlwaysPreTouch -Xmx512m")
                .within(LONGEST).run().succeeded();
        assertThat(result.json().path("equal").asBoolean()).isTrue();
        assertThat(result.json().path("input").path("slices").asLong()).isGreaterThan(5_000_000);
    }
}

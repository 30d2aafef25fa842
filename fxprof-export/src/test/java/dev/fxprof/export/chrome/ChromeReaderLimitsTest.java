package dev.fxprof.export.chrome;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fxprof.api.Capture;
import dev.fxprof.api.TraceSource;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.export.RandomTrees;
import dev.fxprof.export.TestSites;
import dev.fxprof.export.fuzz.BytesSource;
import dev.fxprof.export.fuzz.NestingCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromeReaderLimitsTest {
    private static final int CUTS = 4096;
    /** The file is read once a cut. */
    private static final int FEW_TREES = 4;
    private static final int MANY_TREES = 60;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory
            .getThreadMXBean();

    @TempDir
    private Path folder;

    @Test
    void shouldReadWhatStandsBeforeAnyCut() throws IOException {
        byte[] file = recording(5, FEW_TREES);
        assertThat(file.length).isGreaterThan(2 * CUTS);
        long before = -1;
        for (int length = file.length - CUTS; length <= file.length; length++) {
            try (Capture capture = read(Arrays.copyOf(file, length))) {
                NestingCheck check = new NestingCheck();
                capture.replay(check);
                boolean whole = new String(file, 0, length, StandardCharsets.UTF_8).endsWith("]")
                        || length == file.length;
                assertThat(capture.repairs()).as("cut at %d", length)
                        .isEqualTo(whole ? Map.of() : Map.of("truncated", 1L));
                assertThat(check.slices()).isBetween(before, before < 0 ? 9999 : before + 1);
                before = check.slices();
            }
        }
    }

    @Test
    void shouldReadTheSameFromAStreamOfSingleBytes() throws IOException {
        byte[] file = recording(6, MANY_TREES);
        NestingCheck whole = new NestingCheck();
        NestingCheck bytewise = new NestingCheck();
        try (Capture capture = read(file);
                Capture slow = new ChromeTraceReader()
                        .read(source(new ByteArrayInputStream(file) {
                            @Override
                            public synchronized int read(byte[] to, int offset, int length) {
                                return super.read(to, offset, Math.min(1, length));
                            }
                        }))) {
            capture.replay(whole);
            slow.replay(bytewise);
            assertThat(slow.repairs()).isEmpty();
            assertThat(bytewise.slices()).isEqualTo(whole.slices()).isPositive();
        }
    }

    @Test
    void shouldReadEndlessStringsInBoundedMemory() throws IOException {
        byte[] megabyte = "n\\u20ac€-/".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        List<InputStream> parts = new ArrayList<>();
        for (String name : List.of("[{\"ph\":\"X\",\"ts\":1,\"dur\":1,\"name\":\"",
                "\"},{\"ph\":\"X\",\"ts\":3,\"dur\":1,\"args\":{\"")) {
            parts.add(bytes(name));
            for (int i = 0; i < 50; i++) {
                parts.add(new ByteArrayInputStream(megabyte));
            }
        }
        parts.add(bytes("\":1}}]"));
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try (Capture capture = new ChromeTraceReader().read(source(
                new SequenceInputStream(Collections.enumeration(parts))))) {
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(16 << 20);
            NestingCheck check = new NestingCheck();
            capture.replay(check);
            assertThat(check.slices()).isEqualTo(2);
            assertThat(capture.repairs()).isEmpty();
        }
    }

    private byte[] recording(long seed, int trees) throws IOException {
        TestSites sites = new TestSites();
        var writer = new ChromeTraceWriterFactory()
                .open(new TraceTarget(folder, sites, "the server", 0, true));
        new RandomTrees(seed, sites, 1000, true).to(writer, trees);
        writer.close();
        return Files.readAllBytes(writer.files().getFirst());
    }

    private static Capture read(byte[] file) throws IOException {
        return new ChromeTraceReader().read(new BytesSource("trace.json", file));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static TraceSource source(InputStream in) {
        return new TraceSource() {
            @Override
            public String name() {
                return "stream";
            }

            @Override
            public InputStream open() {
                return in;
            }
        };
    }
}

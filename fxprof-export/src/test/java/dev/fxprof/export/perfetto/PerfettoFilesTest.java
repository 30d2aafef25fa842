package dev.fxprof.export.perfetto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.Capture;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.SmallDisk;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import dev.fxprof.export.capture.TraceFile;
import dev.fxprof.export.files.TraceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerfettoFilesTest {
    @TempDir
    private Path folder;

    private TraceTarget target(TestSites sites, long limit, boolean compressed) {
        return new TraceTarget(folder, "", sites, "my server", limit, true,
                CaptureIdentity.NONE, compressed);
    }

    private Path write(RandomCapture from, int ticks, boolean compressed) throws IOException {
        try (TraceWriter writer = new PerfettoTraceWriterFactory()
                .open(target(from.sites, 0, compressed))) {
            from.writeTo(writer, ticks);
            return writer.files().getFirst();
        }
    }

    private static SeenStream read(Path file) throws IOException {
        try (Capture capture = TraceFile.read(file)) {
            SeenStream seen = new SeenStream(capture.sites());
            capture.replay(seen);
            return seen;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldKeepTheRulesOfTheFormat(long seed) throws IOException {
        RandomCapture capture = new RandomCapture(seed);
        Path file = write(capture, 80, false);
        assertThat(file).hasFileName("capture.pftrace");
        TraceRules rules = TraceRules.check(Files.readAllBytes(file));
        SeenStream expected = new SeenStream(capture.sites);
        new RandomCapture(seed).writeTo(expected, 80);
        assertThat(rules.slices).isEqualTo(rules.ends).isEqualTo(expected.slices.size());
        assertThat(rules.losses).isEqualTo(expected.losses.size()).isPositive();
        assertThat(rules.flowsEnded).hasSameSizeAs(expected.links);
    }

    @Test
    void shouldLoseAtMostTheLastPacketToACut() throws IOException {
        byte[] whole = Files.readAllBytes(write(new RandomCapture(4), 12, false));
        List<Integer> ends = WireFile.ends(whole);
        int from = ends.get(ends.size() - 40);
        Path cut = folder.resolve("cut.pftrace");
        for (int size = from; size <= whole.length; size++) {
            Files.write(cut, Arrays.copyOf(whole, size));
            try (Capture capture = TraceFile.read(cut)) {
                SeenStream seen = new SeenStream(capture.sites());
                capture.replay(seen);
                byte[] kept = Arrays.copyOf(whole, lastEnd(ends, size));
                assertThat(seen.slices).hasSize((int) begins(kept));
                assertThat(capture.repairs().getOrDefault("packets cut off at the end", 0L))
                        .isEqualTo(ends.contains(size) ? 0 : 1);
            }
        }
    }

    private static int lastEnd(List<Integer> ends, int size) {
        return ends.stream().filter(end -> end <= size).max(Integer::compare).orElse(0);
    }

    private static long begins(byte[] file) {
        return WireFile.packets(file).stream()
                .filter(packet -> packet.message(11).number(9) == 1).count();
    }

    @Test
    void shouldReadEveryCutOfACompressedFile() throws IOException {
        byte[] whole = Files.readAllBytes(write(new RandomCapture(4), 12, true));
        Path cut = folder.resolve("cut.pftrace");
        for (int size = whole.length; size > 0; size -= 97) {
            Files.write(cut, Arrays.copyOf(whole, size));
            if (size > WireFile.ends(whole).getFirst()) {
                assertThat(read(cut).tracks).isNotNull();
            }
        }
        assertThat(whole.length).isLessThan(
                (int) (Files.size(write(new RandomCapture(4), 12, false)) / 2));
    }

    @Test
    void shouldMakeWhatWasTakenDurableWhenFlushed() throws IOException {
        TestSites sites = new TestSites();
        try (TraceWriter writer = new PerfettoTraceWriterFactory().open(target(sites, 0, false))) {
            writer.track(1, "main");
            writer.accept(new TestBatch(1).leaf(sites.tick(), 1, 0, 9));
            writer.flush();
            assertThat(read(writer.files().getFirst()).slices).hasSize(1);
        }
    }

    @Test
    void shouldRotateWithinTheLimitIntoFilesThatStandAlone() throws IOException {
        Files.writeString(folder.resolve("capture.pftrace"), "old");
        Files.writeString(folder.resolve("capture.0099.pftrace"), "old");
        Files.writeString(folder.resolve("mine.pftrace"), "mine");
        long limit = PerfettoTraceWriterFactory.SMALLEST_LIMIT;
        RandomCapture capture = new RandomCapture(6);
        List<Path> files;
        try (TraceWriter writer = new PerfettoTraceWriterFactory()
                .open(target(capture.sites, limit, false))) {
            capture.writeTo(writer, 3000);
            files = writer.files();
        }
        assertThat(files).hasSizeGreaterThan(2);
        long total = 0;
        Set<String> begun = new HashSet<>();
        for (Path file : files) {
            total += Files.size(file);
            TraceRules.check(Files.readAllBytes(file));
            SeenStream seen = read(file);
            assertThat(seen.slices).isNotEmpty();
            idsBegunIn(seen).forEach(id -> assertThat(begun.add(id))
                    .as("span %s begins in one file only", id).isTrue());
        }
        assertThat(total).isBetween(limit / 2, limit);
        assertThat(folder.resolve("mine.pftrace")).hasContent("mine");
        try (var left = Files.list(folder)) {
            assertThat(left.filter(file -> !file.endsWith("mine.pftrace")))
                    .containsExactlyInAnyOrderElementsOf(files);
        }
    }

    private static Set<String> idsBegunIn(SeenStream seen) {
        Set<String> ids = new HashSet<>();
        seen.slices.stream().filter(line -> !line.contains("continued"))
                .forEach(line -> ids.add(id(line)));
        return ids;
    }

    private static String id(String line) {
        return line.replaceAll("(?s).*?#(\\d+) .*", "$1");
    }

    @ParameterizedTest
    @ValueSource(longs = {3000, 20_000, 70_000})
    void shouldCutBetweenTwoPacketsWhenTheDiskIsFull(long room) throws IOException {
        RandomCapture capture = new RandomCapture(7);
        TraceWriter writer = new PerfettoTraceWriter(target(capture.sites, 0, false),
                (path, options) -> new SmallDisk(TraceFiles.DISK.open(path, options), room));
        assertThatThrownBy(() -> {
            capture.writeTo(writer, 2000);
            writer.close();
        }).isInstanceOf(IOException.class).hasMessageContaining("No space left")
                .hasMessageContaining("capture.partial.pftrace");
        byte[] left = Files.readAllBytes(folder.resolve("capture.partial.pftrace"));
        assertThat(WireFile.ends(left).getLast()).isEqualTo(left.length);
        assertThat((long) left.length).isBetween(room - 2000, room);
        assertThatThrownBy(writer::flush).isInstanceOf(IOException.class);
    }

    @Test
    void shouldRefuseALimitThatIsTooSmall() {
        assertThatThrownBy(() -> new PerfettoTraceWriterFactory()
                .open(target(new TestSites(), 1000, false)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepInternedNamesWithinBounds() throws IOException {
        TestSites sites = new TestSites();
        int many = 40_000;
        try (TraceWriter writer = new PerfettoTraceWriterFactory().open(target(sites, 0, false))) {
            writer.track(1, "main");
            for (int i = 0; i < many; i++) {
                writer.accept(new TestBatch(1).leaf(sites.event("r", "name " + i), i + 1,
                        10L * i, 10L * i + 5));
            }
        }
        Path file = folder.resolve("capture.pftrace");
        byte[] bytes = Files.readAllBytes(file);
        TraceRules.check(bytes);
        long cleared = WireFile.packets(bytes).stream()
                .filter(packet -> packet.number(10) == 2 && (packet.number(13) & 1) != 0).count();
        assertThat(cleared).isEqualTo(3);
        SeenStream seen = read(file);
        assertThat(seen.totals).hasSize(many);
        assertThat(seen.slices).last().asString().contains("#" + many + " ");
    }
}

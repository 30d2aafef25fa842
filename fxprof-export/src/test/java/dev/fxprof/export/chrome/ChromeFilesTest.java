package dev.fxprof.export.chrome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.SmallDisk;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import dev.fxprof.export.files.TraceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ChromeFilesTest {
    private static final int PAGE = 4096;

    @TempDir
    private Path folder;

    private final TestSites sites = new TestSites();
    private final Random random = new Random(7);

    @Test
    void shouldKeepEveryEventWithinAPageHoweverOftenItIsFlushed() throws IOException {
        Path path = folder.resolve("profiler_trace.json");
        List<Long> flushed = new ArrayList<>();
        try (TraceWriter writer = open(0, TraceFiles.DISK)) {
            writer.track(1, "main");
            for (int i = 0; i < 400; i++) {
                writer.accept(randomTick(i));
                if (random.nextInt(3) == 0) {
                    writer.flush();
                    flushed.add(Files.size(path));
                }
            }
        }
        byte[] bytes = Files.readAllBytes(path);
        assertThat(bytes.length).isGreaterThan(100 * PAGE);
        for (int border = PAGE; border < bytes.length; border += PAGE) {
            assertThat(bytes[border - 1]).isEqualTo((byte) '\n');
        }
        for (int border = PAGE; border < bytes.length; border += 11 * PAGE) {
            assertThat(ChromeFile.readCut(bytes, border).events).isNotEmpty();
        }
        assertThat(flushed).isNotEmpty();
        for (long size : flushed.subList(0, 20)) {
            assertThat(ChromeFile.readCut(bytes, (int) size).events).isNotEmpty();
        }
        ChromeFile.read(path).shouldHoldItsPromises();
    }

    @Test
    void shouldTakeCounterValuesWithoutAnySlice() throws IOException {
        for (long limit : new long[]{0, 1 << 22}) {
            try (TraceWriter writer = open(limit, TraceFiles.DISK)) {
                writer.track(1, "main");
                writer.accept(new TestBatch(1).counter(sites.tick(), 20, 1.5));
                TestBatch many = new TestBatch(1);
                for (int i = 0; i < 30_000; i++) {
                    many.counter(sites.tick(), 100 + i, i);
                }
                writer.accept(many);
                Path path = writer.files().getLast();
                writer.flush();
                List<JsonNode> lost = ChromeFile.readCut(Files.readAllBytes(path),
                        (int) Files.size(path)).of("i");
                assertThat(lost).hasSize(limit == 0 ? 0 : 1);
            }
        }
    }

    @Test
    void shouldNotGrowByFlushing() throws IOException {
        long[] sizes = new long[2];
        for (int run = 0; run < 2; run++) {
            try (TraceWriter writer = open(0, TraceFiles.DISK)) {
                writer.track(1, "main");
                for (int i = 0; i < 100; i++) {
                    writer.accept(new TestBatch(1).leaf(sites.tick(), i + 1, 100 * i, 100 * i + 9));
                    if (run == 1) {
                        writer.flush();
                    }
                }
            }
            sizes[run] = Files.size(folder.resolve("profiler_trace.json"));
        }
        assertThat(sizes[1]).isEqualTo(sizes[0]);
    }

    @Test
    void shouldBeReadableFromTheFirstMomentOn() throws IOException {
        try (TraceWriter writer = open(0, TraceFiles.DISK)) {
            byte[] bytes = Files.readAllBytes(writer.files().getFirst());
            assertThat(ChromeFile.readCut(bytes, bytes.length).events).hasSize(1);
        }
    }

    @Test
    void shouldMakeWhatWasTakenDurableWhenFlushed() throws IOException {
        try (TraceWriter writer = open(0, TraceFiles.DISK)) {
            writer.track(1, "main");
            writer.accept(new TestBatch(1).leaf(sites.tick(), 1, 0, 9));
            writer.flush();
            byte[] bytes = Files.readAllBytes(writer.files().getFirst());
            assertThat(ChromeFile.readCut(bytes, bytes.length).of("X")).hasSize(1);
        }
    }

    @Test
    void shouldRotateWithinTheLimitIntoFilesThatStandAlone() throws IOException {
        long limit = 4 << 20;
        int event = sites.event("bank", "bank:pay");
        int thread = sites.thread("bank", "interest");
        List<Path> files;
        try (TraceWriter writer = open(limit, TraceFiles.DISK)) {
            writer.track(1, "main");
            long id = 1;
            long[] threads = new long[20];
            long[] last = new long[20];
            long queued = 0;
            long queuedAt = 0;
            for (int tick = 0; tick < 4000; tick++) {
                long start = tick * 50_000_000L;
                TestBatch batch = new TestBatch(1).open(sites.tick(), id++, start);
                for (int i = 0; i < 10; i++) {
                    batch.leaf(event, id++, start + 1000 * i, start + 1000 * i + 500);
                    if (queued != 0) {
                        batch.caused(queued, queuedAt);
                    }
                    queued = id - 1;
                    queuedAt = start + 1000 * i + 499;
                }
                int resumed = tick % threads.length;
                long at = start + 20_000;
                if (threads[resumed] == 0) {
                    batch.leaf(thread, id, at, at + 300);
                    threads[resumed] = id++;
                } else {
                    batch.leaf(thread, threads[resumed], at, at + 300).continues(last[resumed]);
                }
                last[resumed] = at + 299;
                writer.accept(batch.close(start + 1_000_000));
                assertThat(total()).isLessThanOrEqualTo(limit);
            }
            files = writer.files();
        }
        assertThat(files).hasSizeBetween(3, 4);
        assertThat(files.getLast().getFileName().toString()).isGreaterThan("profiler_trace.0005");
        assertThat(total()).isBetween(limit / 2, limit);
        for (Path path : files) {
            assertThat(Files.size(path)).isLessThanOrEqualTo(limit / 4);
            ChromeFile file = ChromeFile.read(path);
            file.shouldHoldItsPromises();
            assertThat(file.events.getFirst().get("name").asString()).isEqualTo("process_name");
            assertThat(file.events.get(1).get("name").asString()).isEqualTo("thread_name");
            assertThat(file.of("X").stream()
                    .filter(slice -> slice.get("args").get("earlier") != null)).hasSize(21);
            assertThat(file.of("X")).filteredOn(
                    slice -> slice.get("args").get("earlier") != null
                            && slice.get("name").asString().equals("interest"))
                    .hasSize(20).allSatisfy(slice -> {
                        assertThat(slice.get("args").get("continued")).isNull();
                        assertThat(slice.get("args").get("earlier"))
                                .isEqualTo(slice.get("args").get("span_id"));
                    });
        }
    }

    @Test
    void shouldLetALargeTreeMakeALargerFile() throws IOException {
        long limit = 4 << 20;
        try (TraceWriter writer = open(limit, TraceFiles.DISK)) {
            writer.track(1, "main");
            for (int i = 0; i < 40; i++) {
                writer.accept(tickOf(500, i));
            }
            writer.accept(tickOf(8_000, 40));
            assertThat(total()).isLessThanOrEqualTo(limit);
            assertThat(writer.files()).isNotEmpty();
            assertThat(Files.size(writer.files().getLast())).isLessThanOrEqualTo(limit);
            writer.accept(tickOf(100_000, 41));
            writer.accept(tickOf(10, 42));
        }
        assertThat(total()).isLessThanOrEqualTo(limit);
        ChromeFile file = ChromeFile.read(folder.resolve(newest()));
        assertThat(file.of("i")).singleElement().satisfies(event -> assertThat(
                event.get("args").get("records").asInt()).isEqualTo(100_001));
        assertThat(file.of("X")).hasSize(11);
    }

    @Test
    void shouldKeepEarlierFilesWhenATreeIsLargerThanAllMayBe() throws IOException {
        try (TraceWriter writer = open(4 << 20, TraceFiles.DISK)) {
            writer.track(1, "main");
            for (int i = 0; i < 40; i++) {
                writer.accept(tickOf(500, i));
            }
            List<Path> before = writer.files();
            assertThat(before).hasSizeGreaterThan(1);
            writer.accept(tickOf(100_000, 40));
            assertThat(writer.files()).containsAll(before);
        }
    }

    @Test
    void shouldSayInEveryFileWhatTheCaptureCost() throws IOException {
        List<Path> files;
        try (TraceWriter writer = open(4 << 20, TraceFiles.DISK)) {
            writer.track(1, "main");
            writer.cost(new CaptureCost(9, 8, 1, 0, 0, 0, 0, 64, 5, "tsc", 40, 0));
            for (int i = 0; i < 40; i++) {
                writer.accept(tickOf(500, i));
                writer.flush();
            }
            files = writer.files();
        }
        assertThat(files).hasSizeGreaterThan(1).allSatisfy(
                file -> assertThat(Files.readString(file)).containsOnlyOnce("fxprof_cost"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, (4 << 20) - 1})
    void shouldRefuseALimitThatIsTooSmall(long limit) {
        assertThatThrownBy(() -> open(limit, TraceFiles.DISK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 4194304 bytes, not " + limit);
    }

    @Test
    void shouldReplaceTheTraceOfAnEarlierRun() throws IOException {
        for (String name : List.of("profiler_trace.json", "profiler_trace.0001.json",
                "profiler_trace.0009.json", "profiler_trace.partial.json", "other.json")) {
            Files.writeString(folder.resolve(name), "old");
        }
        open(0, TraceFiles.DISK).close();
        try (var entries = Files.list(folder)) {
            assertThat(entries.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("profiler_trace.json", "other.json");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 4096 * 20, 4096 * 20 + 1000, 4096 * 50 + 512})
    void shouldLeaveAPartialFileBehindWhenTheDiskIsFull(int capacity) throws IOException {
        TraceWriter writer = open(0,
                (path, _) -> new SmallDisk(Files.newOutputStream(path), capacity));
        writer.track(1, "main");
        assertThatThrownBy(() -> {
            for (int i = 0; i < 400; i++) {
                writer.accept(randomTick(i));
                if (i % 20 == 0) {
                    writer.flush();
                }
            }
        }).isInstanceOf(IOException.class).hasMessage(folder.resolve("profiler_trace.json")
                + " cannot be written: No space left on device; what was written is in"
                + " profiler_trace.partial.json");
        assertThatThrownBy(writer::flush).hasMessageContaining("No space left on device");
        assertThatCode(writer::close).doesNotThrowAnyException();
        Path partial = folder.resolve("profiler_trace.partial.json");
        assertThat(writer.files()).containsExactly(partial);
        assertThat(folder.resolve("profiler_trace.json")).doesNotExist();
        byte[] bytes = Files.readAllBytes(partial);
        assertThat(bytes.length).isBetween(1, capacity);
        assertThat(ChromeFile.readCut(bytes, bytes.length).events).isNotEmpty();
    }

    @Test
    void shouldKeepWholeFilesWhenALaterOneFails() throws IOException {
        AtomicLong room = new AtomicLong(2_500_000);
        TraceWriter writer = open(4 << 20, (path, _) -> new SmallDisk(Files.newOutputStream(path),
                room.getAndAdd(-1 << 20)));
        writer.track(1, "main");
        assertThatThrownBy(() -> {
            for (int i = 0; i < 400; i++) {
                writer.accept(tickOf(100, i));
            }
        }).hasMessageContaining("profiler_trace.0003.json cannot be written");
        assertThat(writer.files()).extracting(path -> path.getFileName().toString())
                .containsExactly("profiler_trace.0001.json", "profiler_trace.0002.json",
                        "profiler_trace.0003.partial.json");
        ChromeFile.read(writer.files().getFirst()).shouldHoldItsPromises();
    }

    @Test
    void shouldNameAFolderThatIsMissing() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> new ChromeTraceWriterFactory()
                .open(new TraceTarget(missing, sites, "fxprof", 0, true)))
                .isInstanceOf(IOException.class)
                .hasMessage(missing + " cannot be written: no such folder");
    }

    @Test
    void shouldNameAFolderThatIsAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new ChromeTraceWriterFactory()
                .open(new TraceTarget(file, sites, "fxprof", 0, true)))
                .hasMessage(file + " cannot be written: it is not a folder");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldSayThatARealDiskIsFull() throws IOException {
        Path path = folder.resolve("profiler_trace.json");
        Files.createSymbolicLink(path, Path.of("/dev/full"));
        assertThatThrownBy(() -> open(0, TraceFiles.DISK)).isInstanceOf(IOException.class)
                .hasMessage(path + " cannot be written: No space left on device");
    }

    @Test
    void shouldNameAFileThatCannotBeMade() throws IOException {
        Files.createDirectory(folder.resolve("profiler_trace.json"));
        assertThatThrownBy(() -> open(0, TraceFiles.DISK)).isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("profiler_trace.json")
                        + " cannot be written: Is a directory");
    }

    @Test
    void shouldSurviveAnInterruptOfItsThread() throws IOException {
        try (TraceWriter writer = open(0, TraceFiles.DISK)) {
            writer.track(1, "main");
            Thread.currentThread().interrupt();
            writer.accept(tickOf(1000, 0));
            writer.flush();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        ChromeFile.read(folder.resolve("profiler_trace.json")).shouldHoldItsPromises();
    }

    private TestBatch tickOf(int events, int number) {
        int event = sites.event("bank", "bank:pay");
        long start = number * 1_000_000_000L;
        long id = number * 1_000_000L + 1;
        TestBatch batch = new TestBatch(1).open(sites.tick(), id++, start);
        for (int i = 0; i < events; i++) {
            batch.leaf(event, id++, start + 100 * i, start + 100 * i + 50);
        }
        return batch.close(start + 999_999_999);
    }

    private TestBatch randomTick(int number) {
        long start = number * 1_000_000_000L;
        long id = number * 1000L + 1;
        TestBatch batch = new TestBatch(1).open(sites.tick(), id++, start);
        int children = random.nextInt(20);
        for (int i = 0; i < children; i++) {
            String name = "x".repeat(random.nextInt(120)) + "\"\n".repeat(random.nextInt(60));
            batch.leaf(sites.event("resource" + random.nextInt(50), name), id++, start + 1000 * i,
                    start + 1000 * i + random.nextInt(1000)).caused(start / 1_000_000 + 1, start);
        }
        return batch.close(start + 999_999_999);
    }

    private long total() throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.mapToLong(path -> path.toFile().length()).sum();
        }
    }

    private String newest() throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList().getLast();
        }
    }

    private TraceWriter open(long limit, TraceFiles.Opener opener) throws IOException {
        return new ChromeTraceWriter(new TraceTarget(folder, sites, "fxprof", limit, true), opener);
    }
}

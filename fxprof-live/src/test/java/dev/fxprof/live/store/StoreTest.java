package dev.fxprof.live.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.live.TestClock;
import dev.fxprof.live.view.CaptureView;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock("2026-11-29T12:00:00Z");

    private Store open(StoreLimits limits) throws IOException {
        return Store.open(folder, limits, clock, clock::nanos);
    }

    private Store open() throws IOException {
        return open(StoreLimits.DEFAULT);
    }

    private CaptureView save(Store store, String id, int bytes) throws IOException {
        return StoreSamples.save(store, clock, id, bytes);
    }

    @Test
    void shouldStandAsItWasAfterARestart() throws IOException {
        CaptureView saved;
        try (Store store = open()) {
            saved = save(store, "a-1", 100);
            assertThat(saved.bytes()).isEqualTo(100);
            store.saveMinutes(clock.millis(), StoreSamples.minutes("main", 60_000));
        }
        try (Store store = open()) {
            assertThat(store.captures()).containsExactly(saved);
            assertThat(Files.size(store.capture("a-1").orElseThrow())).isEqualTo(100);
            assertThat(store.minutes("main", clock.millis(), clock.millis(), 9)).hasSize(1);
            assertThat(store.minutes("other", clock.millis(), clock.millis(), 9)).isEmpty();
            assertThat(store.news()).isEmpty();
        }
    }

    @Test
    void shouldReadTheNewestMinutesFirstAndStopWhenThereAreEnough() throws IOException {
        try (Store store = open()) {
            for (int i = 0; i < 10; i++) {
                clock.advance(Duration.ofMinutes(1));
                store.saveMinutes(clock.millis(), StoreSamples.minutes("main", clock.millis()));
            }
            List<StoredMinutes> found = store.minutes("main", Long.MIN_VALUE, Long.MAX_VALUE, 3);
            assertThat(found).extracting(file -> file.minutes().getFirst().atMillis())
                    .containsExactly(clock.millis() - 120_000, clock.millis() - 60_000,
                            clock.millis());
            assertThat(store.minutes("main", Long.MAX_VALUE, Long.MIN_VALUE, 3)).isEmpty();
            assertThat(store.minutes("main", 0, clock.millis() - 300_000, 100)).hasSize(5);
        }
    }

    @Test
    void shouldNotHoldUpCapturesWhileMinutesAreRead() throws Exception {
        try (Store store = open()) {
            store.saveMinutes(clock.millis(), StoreSamples.minutes("main", clock.millis()));
            Path minutes;
            try (Stream<Path> files = Files.list(folder.resolve("minutes"))) {
                minutes = files.findFirst().orElseThrow();
            }
            byte[] content = Files.readAllBytes(minutes);
            Files.delete(minutes);
            // Who reads it waits until somebody writes.
            assertThat(new ProcessBuilder("mkfifo", minutes.toString()).start().waitFor())
                    .isZero();
            FutureTask<List<StoredMinutes>> reading = new FutureTask<>(
                    () -> store.minutes("main", 0, Long.MAX_VALUE, 9));
            Thread.ofPlatform().daemon().start(reading);
            save(store, "a-1", 10);
            assertThat(reading.isDone()).isFalse();
            Files.write(minutes, content, StandardOpenOption.WRITE);
            assertThat(reading.get(20, TimeUnit.SECONDS)).hasSize(1);
        }
    }

    @Test
    void shouldSetDamagedFilesAsideAndGoOn() throws IOException {
        try (Store store = open()) {
            save(store, "a-1", 100);
            save(store, "b-2", 100);
            save(store, "c-3", 100);
            save(store, "d-4", 100);
            store.saveMinutes(clock.millis(), StoreSamples.minutes("main", clock.millis()));
        }
        Path captures = folder.resolve("captures");
        Files.writeString(captures.resolve("a-1.json"), "{\"id\": \"a-1\", \"bytes\": ");
        Files.write(captures.resolve("b-2.pftrace"), new byte[40]);
        byte[] changed = new byte[100];
        changed[50] = 1;
        Files.write(captures.resolve("c-3.pftrace"), changed);
        Path minutes = Files.list(folder.resolve("minutes")).findFirst().orElseThrow();
        Files.writeString(minutes, "null and void");
        try (Store store = open()) {
            assertThat(store.captures()).extracting(CaptureView::id).containsExactly("d-4", "c-3");
            assertThat(store.capture("c-3")).isEmpty();
            assertThat(store.captures()).extracting(CaptureView::id).containsExactly("d-4");
            assertThat(store.view().corrupt()).isEqualTo(4);
            assertThat(store.news()).anyMatch(line -> line.contains("a-1.json is damaged"))
                    .anyMatch(line -> line.contains("b-2.json does not fit its capture"))
                    .anyMatch(line -> line.contains("c-3.json is about a damaged capture"))
                    .anyMatch(line -> line.contains(minutes.getFileName() + " is damaged"));
        }
        try (Store store = open()) {
            assertThat(store.view().corrupt()).isZero();
            assertThat(store.captures()).hasSize(1);
        }
    }

    @Test
    void shouldLeaveNothingOfACaptureThatCannotBeWritten() throws IOException {
        try (Store store = open()) {
            assertThatThrownBy(() -> store.save("a-1", (in, name) -> {
                Files.write(in.resolve(name), new byte[10]);
                throw new IOException("no space left on device");
            })).isInstanceOf(IOException.class);
            assertThat(Files.list(folder.resolve("captures"))).isEmpty();
            assertThat(store.view().failed()).isEqualTo(1);
            assertThat(store.view().lastFailure()).isEqualTo("no space left on device");
            save(store, "b-2", 10);
            assertThat(store.captures()).hasSize(1);
        }
    }

    @Test
    void shouldLeaveNothingWhateverStopsTheWriterAndUnderWhateverName() throws IOException {
        try (Store store = open()) {
            save(store, "a-1", 10);
            for (Throwable cause : List.of(new IOException("no space left on device"),
                    new IllegalStateException("broken"), new OutOfMemoryError("heap"))) {
                assertThatThrownBy(() -> store.save("a-10", (in, name) -> {
                    // What the writers of traces do with what they could not finish.
                    Files.write(in.resolve(name), new byte[10]);
                    Files.move(in.resolve(name), in.resolve(name + ".partial"));
                    Files.write(in.resolve(name), new byte[10]);
                    switch (cause) {
                        case IOException e -> throw e;
                        case RuntimeException e -> throw e;
                        default -> throw (Error) cause;
                    }
                })).isSameAs(cause);
                try (Stream<Path> files = Files.list(folder.resolve("captures"))) {
                    assertThat(files.map(file -> file.getFileName().toString()))
                            .containsExactlyInAnyOrder("a-1.json", "a-1.pftrace");
                }
            }
            assertThat(store.view().failed()).isEqualTo(3);
            assertThat(store.view().lastFailure()).isEqualTo("heap");
        }
    }

    @Test
    void shouldStartAlthoughItCannotSayThatItRuns() throws IOException {
        Files.createDirectories(folder.resolve("running"));
        try (Store store = open()) {
            assertThat(store.view().failed()).isEqualTo(1);
            save(store, "a-1", 10);
            assertThat(store.captures()).hasSize(1);
        }
    }

    @Test
    void shouldStartAlthoughAFileCannotBeRead() throws IOException {
        try (Store store = open()) {
            save(store, "a-1", 10);
        }
        // Reading it fails, whoever asks.
        Path unreadable = Path.of("/proc/self/mem");
        Files.createSymbolicLink(folder.resolve("captures/b-2.json"), unreadable);
        Files.createSymbolicLink(folder.resolve("minutes/20261129-120000-00000000.json"),
                unreadable);
        try (RandomAccessFile large = new RandomAccessFile(
                folder.resolve("captures/c-3.json").toFile(), "rw")) {
            large.setLength(3L << 30);
        }
        try (Store store = open(new StoreLimits(4L << 30, 30, 10))) {
            assertThat(store.captures()).extracting(CaptureView::id).containsExactly("a-1");
            assertThat(store.view().corrupt()).isEqualTo(3);
            assertThat(store.news()).hasSize(3).allMatch(line -> line.contains("cannot be read: "));
        }
    }

    @Test
    void shouldFindNothingUnderPathsThatLeadElsewhere() throws IOException {
        try (Store store = open()) {
            save(store, "a-1", 10);
            for (String id : List.of("../captures/a-1", "/etc/passwd", "", ".", "a-1.pftrace",
                    "A-1", "a-1\0")) {
                assertThat(store.capture(id)).as(id).isEmpty();
            }
        }
    }

    @Test
    void shouldSayInOneSentenceWhyAFolderCannotBeUsed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Store.open(file, StoreLimits.DEFAULT, clock,
                clock::nanos))
                .isInstanceOf(IOException.class).hasMessageStartingWith(file
                        + " cannot be the data folder: ");
    }

    @Test
    void shouldBelongToOneDaemonAtATime() throws IOException {
        try (Store _ = open()) {
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessage(folder
                    + " is the data folder of another fxprof serve that runs");
        }
        open().close();
    }
}

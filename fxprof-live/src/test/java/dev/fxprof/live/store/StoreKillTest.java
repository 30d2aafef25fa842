package dev.fxprof.live.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.live.Await;
import dev.fxprof.live.view.CaptureView;
import dev.fxprof.live.view.MinuteView;
import dev.fxprof.live.view.TickSummary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreKillTest {
    private static final int KILLS = 3;
    private static final int BYTES = 300_000;

    @TempDir
    private Path folder;

    /** Writes captures until it is killed, and says which of them it was told are saved. */
    static final class Writer {
        public static void main(String[] arguments) throws IOException {
            Store store = Store.open(Path.of(arguments[0]), StoreLimits.DEFAULT,
                    Clock.systemUTC(), System::nanoTime);
            long begin = System.currentTimeMillis();
            for (int i = 0;; i++) {
                String id = arguments[1] + "-" + String.format("%06d", i);
                store.save(id, (in, name) -> {
                    Files.write(in.resolve(name), new byte[BYTES]);
                    return new CaptureView(id, "main", System.currentTimeMillis(), "hitch", 1, 2,
                            3, 0, "", false, "", List.of());
                });
                store.saveMinutes(begin, new StoredMinutes(StoredMinutes.SCHEMA, "main",
                        List.of(new MinuteView(i, new TickSummary(1, 1, 1, 1, 1, 0), List.of())),
                        List.of()));
                System.out.println(id);
            }
        }
    }

    @Test
    void shouldKeepAllThatWasCommittedWheneverItIsKilled() throws Exception {
        List<String> committed = new ArrayList<>();
        Random random = new Random(1);
        for (int run = 0; run < KILLS; run++) {
            committed.addAll(writeUntilKilled("run" + run, 3 + random.nextInt(20)));
            try (Store store = Store.open(folder, StoreLimits.DEFAULT, Clock.systemUTC(),
                    System::nanoTime)) {
                assertThat(store.captures()).extracting(CaptureView::id).containsAll(committed);
                assertThat(store.view().corrupt()).isZero();
                assertThat(store.news()).singleElement().asString()
                        .startsWith("The last run did not end properly; it was last seen at ");
                for (CaptureView capture : store.captures()) {
                    assertThat(store.capture(capture.id())).isPresent();
                    assertThat(capture.bytes()).isEqualTo(BYTES);
                }
                assertThat(store.minutes("main", 0, System.currentTimeMillis(), 99))
                        .hasSizeBetween(1, run + 1);
                assertThat(Files.list(folder.resolve("captures")).map(Path::toString))
                        .allMatch(file -> file.endsWith(".json") || file.endsWith(".pftrace"))
                        .hasSize(2 * store.captures().size());
            }
        }
    }

    private List<String> writeUntilKilled(String name, int captures) throws Exception {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Writer.class.getName(), folder.toString(), name).redirectErrorStream(true).start();
        List<String> seen = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            while (seen.size() < captures) {
                String line = lines.readLine();
                assertThat(line).as("what the writer says").startsWith(name);
                seen.add(line);
            }
            process.destroyForcibly();
            lines.lines().filter(line -> line.length() == name.length() + 7).forEach(seen::add);
        } catch (IOException | UncheckedIOException _) {
            // The pipe breaks with the process.
        }
        Await.until("the writer is gone", () -> !process.isAlive());
        return seen;
    }
}

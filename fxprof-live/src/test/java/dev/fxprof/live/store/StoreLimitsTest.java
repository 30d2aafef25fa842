package dev.fxprof.live.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.live.TestClock;
import dev.fxprof.live.view.CaptureView;
import dev.fxprof.live.view.HitchView;
import dev.fxprof.live.view.MinuteView;
import dev.fxprof.live.view.ResourceLive;
import dev.fxprof.live.view.TickSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store removes, and what it keeps. */
class StoreLimitsTest {
    private static final int KILO = 1 << 10;

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock("2026-11-29T12:00:00Z");

    private Store open(StoreLimits limits) throws IOException {
        return Store.open(folder, limits, clock, clock::nanos);
    }

    private CaptureView save(Store store, String id, int bytes) throws IOException {
        return StoreSamples.save(store, clock, id, bytes);
    }

    @Test
    void shouldRemoveTheOldestBeyondItsSize() throws IOException {
        StoreLimits limits = new StoreLimits(1 << 20, 30, 1000);
        try (Store store = open(limits)) {
            for (int i = 10; i < 60; i++) {
                save(store, "c-" + i, 100 * KILO);
                clock.advance(Duration.ofMinutes(1));
                assertThat(size()).isLessThanOrEqualTo(limits.bytes());
            }
            assertThat(store.captures()).extracting(CaptureView::id).startsWith("c-59", "c-58")
                    .hasSizeBetween(8, 10);
            assertThat(store.view().removed()).isEqualTo(50 - store.captures().size());
        }
    }

    @Test
    void shouldKeepThreeQuartersForCapturesHoweverMuchHistoryThereIs() throws IOException {
        StoreLimits limits = new StoreLimits(1 << 20, 30, 1000);
        try (Store store = open(limits)) {
            for (int i = 10; i < 17; i++) {
                save(store, "c-" + i, 100 * KILO);
            }
            for (int i = 0; i < 40; i++) {
                clock.advance(Duration.ofMinutes(10));
                store.saveMinutes(clock.millis(), large("main" + i % 4, 100));
                assertThat(size()).isLessThanOrEqualTo(limits.bytes());
            }
            assertThat(store.captures()).hasSize(7);
            assertThat(store.view().removed()).isPositive();
            // The newest minutes stand, and no capture removes them.
            for (int i = 20; i < 40; i++) {
                save(store, "c-" + i, 200 * KILO);
                assertThat(size()).isLessThanOrEqualTo(limits.bytes());
            }
            assertThat(store.minutes("main3", 0, Long.MAX_VALUE, 1500)).isNotEmpty();
        }
    }

    @Test
    void shouldRefuseACaptureLargerThanItsShareAndRemoveNothingForIt() throws IOException {
        try (Store store = open(new StoreLimits(1 << 20, 30, 1000))) {
            save(store, "a-1", 100 * KILO);
            store.saveMinutes(clock.millis(), StoreSamples.minutes("main", clock.millis()));
            assertThatThrownBy(() -> save(store, "b-2", 800 * KILO))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("all captures together may have 786432");
            assertThat(store.captures()).extracting(CaptureView::id).containsExactly("a-1");
            assertThat(store.minutes("main", 0, Long.MAX_VALUE, 9)).hasSize(1);
            assertThat(store.view().removed()).isZero();
            try (Stream<Path> files = Files.list(folder.resolve("captures"))) {
                assertThat(files).hasSize(2);
            }
        }
    }

    @Test
    void shouldCountWhatNamesOfScriptsTakeInDescriptions() throws IOException {
        StoreLimits limits = new StoreLimits(1 << 20, 30, 1000);
        HitchView hitch = new HitchView("h", "main", 1, 2, 3, "tick over 150 ms", "svMain",
                "\"".repeat(20 * KILO), "event", "e", 4, "", "", "", 5, List.of(), "v", 6, 7, "",
                HitchView.CaptureState.SAVED);
        try (Store store = open(limits)) {
            for (int i = 10; i < 60; i++) {
                store.save("c-" + i, (in, name) -> {
                    Files.write(in.resolve(name), new byte[KILO]);
                    return new CaptureView("", "main", clock.millis(), "hitch", 1, 2, 3, 0, "",
                            false, "", List.of(hitch, hitch));
                });
                assertThat(size()).isLessThanOrEqualTo(limits.bytes());
            }
            assertThat(store.view().bytes()).isBetween(size() - KILO, size());
        }
    }

    @Test
    void shouldRemoveWhatIsTooOldAndTooMany() throws IOException {
        try (Store store = open(new StoreLimits(1 << 30, 2, 5))) {
            for (int i = 10; i < 18; i++) {
                save(store, "c-" + i, 10);
            }
            store.saveMinutes(clock.millis(), StoreSamples.minutes("main", clock.millis()));
            assertThat(store.captures()).extracting(CaptureView::id).containsExactly("c-17",
                    "c-16", "c-15", "c-14", "c-13");
            clock.advance(Duration.ofDays(3));
            save(store, "d-1", 10);
            assertThat(store.captures()).extracting(CaptureView::id).containsExactly("d-1");
            assertThat(Files.list(folder.resolve("minutes"))).isEmpty();
            assertThat(Files.list(folder.resolve("captures"))).hasSize(2);
        }
    }

    @Test
    void shouldKeepWhatItHasJustSavedAfterTheClockWasSetBack() throws IOException {
        try (Store store = open(new StoreLimits(1 << 30, 30, 3))) {
            save(store, "2026-1", 10);
            save(store, "2026-2", 10);
            save(store, "2026-3", 10);
            clock.step(Duration.ofDays(-5));
            save(store, "2025-1", 10);
            save(store, "2025-2", 10);
            assertThat(store.captures()).extracting(CaptureView::id).containsExactly("2026-3",
                    "2025-2", "2025-1");
            save(store, "2025-3", 10);
            save(store, "2025-4", 10);
            assertThat(store.captures()).extracting(CaptureView::id).containsExactly("2025-4",
                    "2025-3", "2025-2");
        }
    }

    @Test
    void shouldKeepWhatItHasJustSavedAfterTheClockWasSetBackALittle() throws IOException {
        try (Store store = open(new StoreLimits(1 << 30, 30, 3))) {
            save(store, "2026-1", 10);
            save(store, "2026-2", 10);
            save(store, "2026-3", 10);
            clock.step(Duration.ofMinutes(-30));
            save(store, "2025-9", 10);
            assertThat(store.captures()).extracting(CaptureView::id).containsExactly("2026-3",
                    "2026-2", "2025-9");
        }
    }

    @Test
    void shouldNotTakeAllForTooOldWhenTheClockIsSetForth() throws IOException {
        try (Store store = open(new StoreLimits(1 << 30, 2, 100))) {
            save(store, "a-1", 10);
            store.saveMinutes(clock.millis(), StoreSamples.minutes("main", clock.millis()));
            clock.step(Duration.ofDays(4000));
            save(store, "b-2", 10);
            save(store, "b-3", 10);
            assertThat(store.captures()).hasSize(3);
            assertThat(store.minutes("main", 0, clock.millis(), 9)).hasSize(1);
            clock.step(Duration.ofDays(-4000));
            clock.advance(Duration.ofDays(3));
            save(store, "c-4", 10);
            assertThat(store.captures()).extracting(CaptureView::id).doesNotContain("a-1")
                    .contains("c-4");
        }
    }

    private StoredMinutes large(String server, int resources) {
        List<ResourceLive> rows = IntStream.range(0, resources)
                .mapToObj(i -> new ResourceLive("resource" + i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
                        12, 13, 14))
                .toList();
        return new StoredMinutes(StoredMinutes.SCHEMA, server, List.of(new MinuteView(
                clock.millis(), new TickSummary(1200, 1, 2, 3, 4, 5), rows)), List.of());
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}

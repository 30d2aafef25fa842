package dev.fxprof.live.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.live.Await;
import dev.fxprof.live.LiveServerRun;
import dev.fxprof.live.TestClock;
import dev.fxprof.live.view.IntervalView;
import dev.fxprof.live.view.IntervalView.Source;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntervalTest {
    private static final long HUD_NANOS = 1_999_000;

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock("2026-11-29T12:00:00Z");

    private Live open() throws IOException {
        return Live.open(LiveOptions.in(folder), new LiveClock(clock, clock::nanos));
    }

    private static IntervalView.Row row(IntervalView interval, String name) {
        return interval.resources().stream().filter(row -> row.name().equals(name)).findFirst()
                .orElseThrow();
    }

    @Test
    void shouldBeAsExactAsAReportWhereSpansAreKept() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            long begin = clock.millis();
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(100).hitch(7, 180).ticks(100);
                Await.until("all is seen", () -> server.ticks(0).size() == 201);
                IntervalView quiet = server.interval(begin + 1000, begin + 3000);
                assertThat(quiet.source()).isEqualTo(Source.SPANS);
                assertThat(quiet.tick().count()).isBetween(40L, 41L);
                assertThat(quiet.tick().overBudget()).isZero();
                assertThat(row(quiet, "hud").selfNanos())
                        .isEqualTo(quiet.tick().count() * HUD_NANOS);
                assertThat(row(quiet, "hud").p99Nanos()).isEqualTo(HUD_NANOS);
                IntervalView all = server.interval(begin - 60_000, begin + 60_000);
                assertThat(all.tick().count()).isEqualTo(201);
                assertThat(all.tick().overBudget()).isEqualTo(1);
                assertThat(all.fromMillis()).isBetween(begin - 100, begin + 100);
                assertThat(row(all, "inventory").maxNanos()).isGreaterThan(170_000_000);
            }
        }
    }

    @Test
    void shouldBeMadeOfTheMinutesOfTheStoreWhereSpansAreForgotten() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            long begin = clock.millis();
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                for (int minute = 0; minute < 4; minute++) {
                    long seen = 1200L * minute;
                    run.ticks(1200);
                    Await.until("a minute is seen", () -> server.snapshot().cost()
                            .slices() >= 3 * seen + 3600);
                }
                Await.until("minutes are stored",
                        () -> server.minutes(0, Long.MAX_VALUE / 2).size() >= 3);
                IntervalView old = server.interval(begin, begin + 120_000);
                assertThat(old.source()).isEqualTo(Source.MINUTES);
                assertThat(old.toMillis() - old.fromMillis()).isEqualTo(120_000);
                assertThat(old.coveredNanos()).isEqualTo(120_000_000_000L);
                assertThat(old.tick().count()).isBetween(2360L, 2400L);
                assertThat(row(old, "hud").selfNanos())
                        .isEqualTo(old.tick().count() * HUD_NANOS);
            }
        }
    }

    @Test
    void shouldSayThatNothingIsKnown() throws Exception {
        try (Live live = open()) {
            IntervalView none = live.addServer("main").interval(1000, 2000);
            assertThat(none.source()).isEqualTo(Source.NOTHING);
            assertThat(none.resources()).isEmpty();
        }
    }
}

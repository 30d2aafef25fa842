package dev.fxprof.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VirtualClockTest {
    @Test
    void shouldAdvanceByAMicrosecondWithEachLook() {
        VirtualClock clock = new VirtualClock(false);
        clock.advanceTo(50_000_000);

        assertThat(clock.look()).isEqualTo(50_001_000);
        assertThat(clock.look()).isEqualTo(50_002_000);
        assertThat(clock.peek()).isEqualTo(50_002_000);
    }

    @Test
    void shouldNeverGoBackWhenLooksRanPastTheNextTick() {
        VirtualClock clock = new VirtualClock(false);
        for (int i = 0; i < 60_000; i++) {
            clock.look();
        }
        clock.advanceTo(50_000_000);

        assertThat(clock.peek()).isEqualTo(60_000_000);
    }

    @Test
    void shouldShowRealTimeWhereTicksArePaced() {
        VirtualClock clock = new VirtualClock(true);
        long first = clock.look();
        long from = System.nanoTime();
        while (System.nanoTime() - from < 2_000_000) {
            Thread.onSpinWait();
        }

        assertThat(clock.look() - first).isGreaterThanOrEqualTo(2_000_000);
    }
}

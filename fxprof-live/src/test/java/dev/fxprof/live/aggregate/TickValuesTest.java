package dev.fxprof.live.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TickValuesTest {
    private final TickValues values = new TickValues();

    @Test
    void shouldKeepEveryValueOfAUsualServer() {
        for (int i = 100; i > 0; i--) {
            values.add(i);
        }
        values.values().sort();
        assertThat(values.values().percentile(50)).isEqualTo(50);
        assertThat(values.values().percentile(99)).isEqualTo(99);
        assertThat(values.values().percentile(100)).isEqualTo(values.max()).isEqualTo(100);
    }

    @Test
    void shouldSampleAFastServerFairlyInBoundedMemory() {
        for (int i = 1; i <= 100_000; i++) {
            values.add(i);
        }
        assertThat(values.count()).isEqualTo(100_000);
        assertThat(values.sum()).isEqualTo(5_000_050_000L);
        assertThat(values.max()).isEqualTo(100_000);
        assertThat(values.values().size()).isEqualTo(256);
        values.values().sort();
        assertThat(values.values().percentile(50)).isBetween(38_000L, 62_000L);
    }

    @Test
    void shouldBeEmptyAgainForTheNextSecond() {
        values.add(7);
        values.clear();
        assertThat(values.count() + values.sum() + values.max()).isZero();
        assertThat(values.values().percentile(99)).isZero();
    }
}

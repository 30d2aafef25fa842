package dev.fxprof.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeCostTest {
    @ParameterizedTest
    @CsvSource({"SERVER, 300, 5000, 500, 700", "SEED, 20000, 200000, 40000, 44000"})
    void shouldDrawCostsWithinTheirRangeAndAroundTheirMedian(NativeCost.Profile profile, int least,
            int most, int medianFrom, int medianTo) {
        int[] costs = new NativeCost(profile, 1).costs();
        Arrays.sort(costs);

        assertThat(costs[0]).isGreaterThanOrEqualTo(least);
        assertThat(costs[costs.length - 1]).isLessThanOrEqualTo(most).isGreaterThan(most / 2);
        assertThat(costs[costs.length / 2]).isBetween(medianFrom, medianTo);
    }

    @Test
    void shouldDrawTheSameCostsForOneSeed() {
        assertThat(new NativeCost(NativeCost.Profile.SERVER, 5).costs())
                .isEqualTo(new NativeCost(NativeCost.Profile.SERVER, 5).costs())
                .isNotEqualTo(new NativeCost(NativeCost.Profile.SERVER, 6).costs());
    }

    @Test
    void shouldTakeAtLeastTheTimeItSays() {
        NativeCost cost = new NativeCost(NativeCost.Profile.SEED, 1);
        long from = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            cost.consume();
        }

        assertThat(System.nanoTime() - from)
                .isGreaterThanOrEqualTo(
                        Arrays.stream(cost.costs()).limit(100).asLongStream().sum());
    }
}

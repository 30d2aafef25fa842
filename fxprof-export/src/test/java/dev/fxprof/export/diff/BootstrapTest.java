package dev.fxprof.export.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.export.diff.Bootstrap.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapTest {
    private static final int LINES = 24;

    /** Ticks of runs that differ by 3 % from each other, and by 10 % within. */
    private static List<Run> runs(SplittableRandom random, int count, double nanos,
            double runSpread) {
        List<Run> runs = new ArrayList<>();
        for (int run = 0; run < count; run++) {
            double usual = nanos * (1 + runSpread * random.nextGaussian());
            double[] ticks = new double[LINES];
            for (int i = 0; i < ticks.length; i++) {
                ticks[i] = usual * (1 + 0.1 * random.nextGaussian());
            }
            Typical typical = new Typical(new Series(ticks), false);
            runs.add(new Run(typical.clusters(), typical::nanos));
        }
        return runs;
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "5", "8"})
    void shouldHoldTheTruthInNineteenOfTwentyIntervals(int count) {
        SplittableRandom random = new SplittableRandom(count);
        int held = 0;
        int comparisons = 120;
        for (int i = 0; i < comparisons; i++) {
            Estimate estimate = Bootstrap.unpaired(runs(random, count, 1000, 0.03),
                    runs(random, count, 1100, 0.03));
            held += estimate.low(0.95) <= 10 && estimate.high(0.95) >= 10 ? 1 : 0;
        }
        assertThat(held / (double) comparisons).isBetween(0.91, 1.0);
    }

    @Test
    void shouldNarrowWithTheNumberOfRuns() {
        SplittableRandom random = new SplittableRandom(7);
        double few = Bootstrap.unpaired(runs(random, 3, 1000, 0.03), runs(random, 3, 1000, 0.03))
                .error();
        double many = Bootstrap
                .unpaired(runs(random, 24, 1000, 0.03), runs(random, 24, 1000, 0.03)).error();
        assertThat(many).isLessThan(few / 1.5);
    }

    @Test
    void shouldTakeTheSpreadBetweenRunsForTheError() {
        SplittableRandom random = new SplittableRandom(9);
        double error = Bootstrap
                .unpaired(runs(random, 30, 1000, 0.03), runs(random, 30, 1000, 0.03)).error();
        double expected = Math.sqrt(2.0 / 30) * Math.hypot(0.03, 0.1 / Math.sqrt(LINES));
        assertThat(error).isBetween(0.7 * expected, 2 * expected);
    }

    @Test
    void shouldGiveTheSameResultForTheSameInput() {
        Estimate one = Bootstrap.unpaired(runs(new SplittableRandom(3), 4, 1000, 0.03),
                runs(new SplittableRandom(4), 4, 1000, 0.03));
        Estimate other = Bootstrap.unpaired(runs(new SplittableRandom(3), 4, 1000, 0.03),
                runs(new SplittableRandom(4), 4, 1000, 0.03));
        assertThat(one).isEqualTo(other);
    }

    @Test
    void shouldBeSureOfNothingWithOneBlock() {
        Estimate estimate = Bootstrap.blocks(1, times -> Math.log(2));
        assertThat(estimate.percent()).isCloseTo(100, within());
        assertThat(estimate.isSignificant(0.95)).isFalse();
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }
}

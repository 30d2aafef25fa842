package dev.fxprof.simulator.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void shouldGiveTheTrimmedMeanWithItsWinsorisedError() {
        Interval interval = Interval.of(new double[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 1000});

        assertThat(interval.mean()).isEqualTo(5.5);
        double winsorised = Math.sqrt((3 * 2.5 * 2.5 + 1.5 * 1.5 + 0.5 * 0.5) * 2 / 9);
        double error = winsorised / (0.6 * Math.sqrt(10));
        assertThat(interval.halfWidth()).isEqualTo(2 * error, within(1e-9));
    }

    @Test
    void shouldNotBeMovedByAPauseInOneSample() {
        double[] samples = new double[100];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 10 + random.nextGaussian();
        }
        double before = Interval.of(samples).mean();
        samples[17] = 1e9;

        assertThat(Interval.of(samples).mean()).isEqualTo(before, within(0.1));
    }

    @Test
    void shouldCoverTheTrueMeanInAboutNineteenOfTwentySeries() {
        SplittableRandom random = new SplittableRandom(7);
        int covered = 0;
        for (int series = 0; series < 1000; series++) {
            double[] samples = new double[60];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = 3 + random.nextGaussian();
            }
            Interval interval = Interval.of(samples);
            if (interval.low() <= 3 && interval.high() >= 3) {
                covered++;
            }
        }

        assertThat(covered).isBetween(930, 970);
    }
}

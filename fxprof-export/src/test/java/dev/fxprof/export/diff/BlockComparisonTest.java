package dev.fxprof.export.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Servers that replay the same ticks, on a machine that is away for half of the time. */
class BlockComparisonTest {
    private static final int BLOCKS = 8;
    private static final int TICKS = 100;
    private static final double MIN_EFFECT = 3;

    private double pauses = 0.2;
    private double layout;

    /** Three functions; the first of them takes what a tick has to do for it. */
    private List<RecordedTicks> blocks(long seed, IntToDoubleFunction first) {
        SplittableRandom random = new SplittableRandom(seed);
        List<RecordedTicks> blocks = new ArrayList<>();
        for (int block = 0; block < BLOCKS; block++) {
            RecordedTicks ticks = new RecordedTicks();
            TickTable table = ticks.table();
            table.row(RowKey.tick());
            for (String name : List.of("first", "second", "third")) {
                table.row(new RowKey("r", "function", name, "@r/main.lua", 1));
            }
            double lucky = 1 + layout * random.nextGaussian();
            for (int tick = 0; tick < TICKS; tick++) {
                double[] nanos = {0, time(random, first.applyAsDouble(tick) * lucky),
                        time(random, 200_000), time(random, 50_000 + 1000 * (tick % 7))};
                nanos[0] = nanos[1] + nanos[2] + nanos[3];
                table.add(nanos);
            }
            blocks.add(ticks);
        }
        return blocks;
    }

    private double time(SplittableRandom random, double nanos) {
        double noisy = nanos * (1 + 0.02 * random.nextDouble());
        return nanos > 0 && random.nextDouble() < pauses ? noisy + random.nextDouble(3e8) : noisy;
    }

    private Comparison compare(long seed, IntToDoubleFunction before, IntToDoubleFunction after) {
        return TickComparison.blocks(blocks(2 * seed, before), blocks(2 * seed + 1, after),
                MIN_EFFECT);
    }

    private static Change first(Comparison comparison) {
        return comparison.changes().stream().filter(c -> c.name().equals("first")).findFirst()
                .orElseThrow();
    }

    @Test
    void shouldNameWhatBecameTenPercentSlowerBesidePauses() {
        int named = 0;
        int held = 0;
        for (int i = 0; i < 20; i++) {
            Comparison comparison = compare(i, tick -> 100_000, tick -> 110_000);
            Change top = comparison.changes().getFirst();
            named += top.name().equals("first") && comparison.verdict() == Verdict.SLOWER ? 1 : 0;
            held += first(comparison).low() <= 10 && first(comparison).high() >= 10 ? 1 : 0;
        }
        assertThat(named).isGreaterThanOrEqualTo(19);
        assertThat(held).isGreaterThanOrEqualTo(18);
    }

    @Test
    void shouldRaiseFewFalseAlarms() {
        layout = 0.02;
        int alarms = 0;
        for (int i = 0; i < 40; i++) {
            Comparison comparison = compare(100 + i, tick -> 100_000, tick -> 100_000);
            alarms += comparison.verdict() == Verdict.SAME ? 0 : 1;
        }
        assertThat(alarms).isLessThanOrEqualTo(3);
    }

    @Test
    void shouldSeeWorkThatIsDoneInFewTicks() {
        pauses = 0.05;
        Comparison comparison = compare(1, tick -> 100_000,
                tick -> tick % 20 == 0 ? 1_000_000 : 100_000);
        assertThat(comparison.verdict()).isEqualTo(Verdict.SLOWER);
        assertThat(first(comparison).low()).isLessThan(45);
        assertThat(first(comparison).high()).isGreaterThan(45);
    }

    @Test
    void shouldSeeThatSomethingRunsMoreOften() {
        pauses = 0.05;
        Comparison comparison = compare(2, tick -> tick % 10 == 0 ? 500_000 : 0,
                tick -> tick % 5 == 0 ? 500_000 : 0);
        assertThat(first(comparison).percent()).isBetween(95.0, 105.0);
        assertThat(first(comparison).significant()).isTrue();
    }

    @Test
    void shouldNotLetOnePauseDecide() {
        pauses = 0;
        List<RecordedTicks> before = blocks(1, tick -> 100_000);
        List<RecordedTicks> after = blocks(2, tick -> 100_000);
        double[] paused = {300e6, 300e6, 0, 0};
        before.forEach(block -> block.table().add(new double[]{250_000, 100_000, 100_000, 50_000}));
        for (int i = 0; i < after.size(); i++) {
            after.get(i).table()
                    .add(i == 0 ? paused : new double[]{250_000, 100_000, 100_000, 50_000});
        }
        assertThat(TickComparison.blocks(before, after, MIN_EFFECT).verdict())
                .isEqualTo(Verdict.SAME);
    }

    @Test
    void shouldBeIndicativeWithOneBlock() {
        List<RecordedTicks> before = blocks(1, tick -> 100_000).subList(0, 1);
        List<RecordedTicks> after = blocks(2, tick -> 900_000).subList(0, 1);
        Comparison comparison = TickComparison.blocks(before, after, MIN_EFFECT);
        assertThat(comparison.indicative()).isTrue();
        assertThat(comparison.verdict()).isEqualTo(Verdict.SAME);
        assertThat(DiffText.render(comparison)).contains("unknown").doesNotContain("NaN",
                "Infinity");
    }

    @Test
    void shouldGiveTheSameResultForTheSameInput() {
        assertThat(compare(5, tick -> 100_000, tick -> 104_000))
                .isEqualTo(compare(5, tick -> 100_000, tick -> 104_000));
    }
}

package dev.fxprof.export.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final double SURE = 0.001;

    private static RowEffect row(String resource, String kind, String name, double nanos,
            double percent) {
        Estimate estimate = new Estimate(Math.log1p(percent / 100), SURE, 20);
        return new RowEffect(new RowKey(resource, kind, name, "", 0), nanos,
                nanos * (1 + percent / 100), confidence -> List.of(estimate));
    }

    private static Comparison judge(RowEffect... rows) {
        Comparison.Side side = new Comparison.Side(5, 500, 1e6);
        return new Judge(List.of(rows), 3).judge(false, "capture", side, side);
    }

    @Test
    void shouldPutTheFunctionBeforeTheResourceThatItExplains() {
        Comparison comparison = judge(row("", "tick", "tick", 1e6, 5),
                row("shop", "resource", "shop", 5e5, 10),
                row("shop", "function", "price", 4e5, 12),
                row("bank", "resource", "bank", 4e5, 0.1));
        assertThat(comparison.changes()).extracting(Change::name).startsWith("price");
        assertThat(comparison.verdict()).isEqualTo(Verdict.SLOWER);
    }

    @Test
    void shouldPutTheResourceFirstIfNoFunctionExplainsIt() {
        Comparison comparison = judge(row("", "tick", "tick", 1e6, 5),
                row("shop", "resource", "shop", 5e5, 10),
                row("shop", "function", "price", 4e5, 0.1));
        assertThat(comparison.changes().getFirst().kind()).isEqualTo("resource");
    }

    @Test
    void shouldNotCallWhatMovedWithinAResourceSlower() {
        Comparison comparison = judge(row("", "tick", "tick", 1e6, -5),
                row("shop", "resource", "shop", 5e5, -10),
                row("shop", "function", "load", 3e5, -33),
                row("shop", "function", "parse", 2e5, 25));
        assertThat(comparison.verdict()).isEqualTo(Verdict.FASTER);
        assertThat(comparison.significant()).extracting(Change::name).contains("parse");
    }

    @Test
    void shouldWidenTheIntervalsForTheNumberOfRows() {
        RowEffect[] many = new RowEffect[60];
        many[0] = row("", "tick", "tick", 1e6, 0);
        for (int i = 1; i < many.length; i++) {
            many[i] = row("r" + i, "resource", "r" + i, 2e4, 0);
        }
        double alone = judge(many[0]).changes().getFirst().high();
        assertThat(judge(many).changes().getFirst().high()).isGreaterThan(1.5 * alone);
    }

    @Test
    void shouldNotJudgeWhatTakesLessThanAPercentOfTheTick() {
        Comparison comparison = judge(row("", "tick", "tick", 1e6, 0),
                row("shop", "function", "tiny", 5e3, 50));
        assertThat(comparison.verdict()).isEqualTo(Verdict.SAME);
        assertThat(comparison.tooSmall()).isEqualTo(1);
    }

    @Test
    void shouldHaveAShareWhereTicksTookNoTime() {
        Comparison comparison = judge(row("", "tick", "tick", 0, 0),
                row("shop", "function", "between", 5e3, 50));
        assertThat(comparison.changes()).singleElement()
                .satisfies(change -> assertThat(change.tickPercent()).isZero());
    }
}

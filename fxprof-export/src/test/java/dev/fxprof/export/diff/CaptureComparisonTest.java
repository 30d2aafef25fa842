package dev.fxprof.export.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.export.diff.Change.Presence;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureComparisonTest {
    private static final double MIN_EFFECT = 3;

    private static SyntheticServer server() {
        return SyntheticServer.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta");
    }

    private static Comparison compare(SyntheticServer before, SyntheticServer after, int runs,
            long seed) {
        return TickComparison.captures(before.runs(runs, seed), after.runs(runs, seed + 7777),
                MIN_EFFECT);
    }

    private static Change change(Comparison comparison, String kind, String name) {
        return comparison.changes().stream()
                .filter(c -> c.kind().equals(kind) && c.name().equals(name)).findFirst()
                .orElseThrow();
    }

    @Test
    void shouldRaiseFewFalseAlarms() {
        int alarms = 0;
        for (int i = 0; i < 25; i++) {
            Comparison comparison = compare(server().spread(0.03, 0.1).ticks(60),
                    server().spread(0.03, 0.1).ticks(60), 4, i);
            alarms += comparison.verdict() == Verdict.SAME ? 0 : 1;
        }
        assertThat(alarms).isLessThanOrEqualTo(3);
    }

    @Test
    void shouldNameTheSlowerFunctionFirst() {
        Comparison comparison = compare(server().spread(0.01, 0.1),
                server().spread(0.01, 0.1).slower("gamma", 1.2), 6, 1);
        assertThat(comparison.verdict()).isEqualTo(Verdict.SLOWER);
        assertThat(comparison.indicative()).isFalse();
        Change first = comparison.changes().getFirst();
        assertThat(first.kind()).isEqualTo("function");
        assertThat(first.name()).isEqualTo("gamma");
        assertThat(first.low()).isLessThan(20);
        assertThat(first.high()).isGreaterThan(20);
        assertThat(comparison.significant()).extracting(Change::resource)
                .containsOnly("gamma", "");
    }

    @Test
    void shouldCallAnImprovementFaster() {
        Comparison comparison = compare(server().spread(0.01, 0.1).slower("beta", 1.5),
                server().spread(0.01, 0.1), 6, 2);
        assertThat(comparison.verdict()).isEqualTo(Verdict.FASTER);
        assertThat(comparison.changes().getFirst().percent()).isNegative();
    }

    @Test
    void shouldNotLetPausesDecide() {
        Comparison comparison = compare(server().spread(0.01, 0.1),
                server().spread(0.01, 0.1).pauses(0.02), 5, 3);
        assertThat(comparison.verdict()).isEqualTo(Verdict.SAME);
        assertThat(Math.abs(change(comparison, "function", "alpha").percent())).isLessThan(3);
    }

    @Test
    void shouldIgnoreWhatIsSmallerThanTheSmallestEffect() {
        Comparison comparison = compare(server().spread(0.001, 0.01),
                server().spread(0.001, 0.01).slower("gamma", 1.02), 6, 4);
        assertThat(comparison.verdict()).isEqualTo(Verdict.SAME);
        assertThat(change(comparison, "function", "gamma").low()).isPositive();
    }

    @Test
    void shouldSayThatOneCaptureASideIsIndicative() {
        Comparison comparison = compare(server(), server().slower("beta", 2), 1, 5);
        assertThat(comparison.indicative()).isTrue();
        assertThat(comparison.verdict()).isEqualTo(Verdict.SLOWER);
        assertThat(DiffText.render(comparison)).startsWith("slower: function beta of beta")
                .contains("indicative");
    }

    @Test
    void shouldNotBlameTheOthersForAnImprovementInShares() {
        Comparison comparison = compare(server().taking("alpha", 20e6), server(), 1, 6);
        assertThat(comparison.verdict()).isEqualTo(Verdict.FASTER);
        assertThat(comparison.significant()).extracting(Change::resource)
                .containsOnly("alpha", "");
    }

    @Test
    void shouldNotTakeASlowerMachineForAChangeInShares() {
        SyntheticServer slow = SyntheticServer.of();
        List.of("alpha", "beta", "gamma", "delta").forEach(name -> slow.taking(name, 1.5e6));
        Comparison comparison = compare(SyntheticServer.of("alpha", "beta", "gamma", "delta"),
                slow, 1, 7);
        assertThat(comparison.significant()).extracting(Change::kind).containsOnly("tick");
    }

    @Test
    void shouldTellWhatIsOnOneSideOnly() {
        Comparison comparison = compare(server().taking("old", 1e6), server().taking("new", 1e6),
                3, 8);
        assertThat(change(comparison, "resource", "old").presence()).isEqualTo(Presence.REMOVED);
        Change added = change(comparison, "function", "new");
        assertThat(added.presence()).isEqualTo(Presence.ADDED);
        assertThat(added.percent()).isNaN();
        assertThat(added.significant()).isFalse();
    }

    @Test
    void shouldFindAFunctionWhoseLinesMoved() {
        Comparison comparison = compare(server(), server().movedDownTo(500), 3, 9);
        assertThat(comparison.changes()).allSatisfy(
                c -> assertThat(c.presence()).isEqualTo(Presence.BOTH));
        assertThat(change(comparison, "function", "alpha").line()).isEqualTo(500);
    }

    @Test
    void shouldCountWhatIsTooSmallToJudge() {
        Comparison comparison = compare(server().taking("tiny", 1000),
                server().taking("tiny", 5000), 3, 10);
        assertThat(comparison.tooSmall()).isEqualTo(3);
        assertThat(comparison.verdict()).isEqualTo(Verdict.SAME);
    }

    @Test
    void shouldCompareCapturesOfDifferentLength() {
        Comparison comparison = compare(server().ticks(300), server().ticks(40), 4, 11);
        assertThat(comparison.verdict()).isEqualTo(Verdict.SAME);
        assertThat(comparison.before().ticks()).isEqualTo(1200);
        assertThat(comparison.after().ticks()).isEqualTo(160);
    }

    @Test
    void shouldSurviveASingleTickASide() {
        Comparison comparison = compare(server().ticks(1), server().ticks(1), 1, 12);
        assertThat(comparison.changes()).isNotEmpty();
    }

    @Test
    void shouldCompareCapturesWithoutTicks() {
        Comparison comparison = compare(server().withoutTicks(),
                server().withoutTicks().slower("beta", 1.5), 4, 13);
        assertThat(comparison.verdict()).isEqualTo(Verdict.SLOWER);
        assertThat(comparison.changes().getFirst().name()).isEqualTo("beta");
    }
}

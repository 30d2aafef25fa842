package dev.fxprof.export.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanCost;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EstimatedReportTest {
    private final TestSites sites = new TestSites();
    private final SpanStatistics statistics = new SpanStatistics(sites, 100);
    private final int tick = sites.tick();
    private final int walk = sites.function("police", "walk");
    private final int step = sites.function("police", "step");
    private final int ped = sites.nativeCall("police", "GetPlayerPed");

    @BeforeEach
    void track() {
        statistics.track(1, "main");
    }

    private Row function(String name) {
        return statistics.report().functions().stream().filter(row -> row.name().equals(name))
                .findFirst().orElseThrow();
    }

    @Test
    void shouldCountASliceForAllTheCallsItStandsFor() {
        statistics.accept(new TestBatch(1).open(tick, 1, 0).open(walk, 2, 0).open(step, 3, 1_000)
                .standsFor(8).close(2_000).close(20_000).close(30_000));

        assertThat(function("step").calls()).isEqualTo(8);
        assertThat(function("step").slices()).isEqualTo(8);
        assertThat(function("step").selfNanos()).isEqualTo(8_000);
        assertThat(function("step").totalNanos()).isEqualTo(8_000);
        assertThat(function("walk").selfNanos()).isEqualTo(12_000);
        assertThat(statistics.report().spans()).isEqualTo(3);
    }

    @Test
    void shouldNotTakeTwiceWhatStandsBelowACallThatWasLeftOut() {
        statistics.accept(new TestBatch(1).open(tick, 1, 0).open(walk, 2, 0).open(step, 3, 1_000)
                .standsFor(2).close(4_000).open(ped, 4, 5_000).belowLeftOut().close(6_000)
                .close(20_000).close(30_000));

        assertThat(function("walk").selfNanos()).isEqualTo(20_000 - 2 * 3_000);
    }

    @Test
    void shouldLeaveOutWhatTheProfilerCost() {
        statistics.spanCost(new SpanCost(100, 40, 60, 10));
        statistics.accept(new TestBatch(1).open(tick, 1, 0).open(walk, 2, 0).open(step, 3, 1_000)
                .standsFor(4).close(2_060).close(10_000).close(30_000));

        assertThat(function("step").selfNanos()).isEqualTo(4 * 1_000);
        long own = 40 + 60 + 60 + 3 * 10;
        assertThat(function("walk").totalNanos()).isEqualTo(10_000 - own);
        assertThat(function("walk").selfNanos()).isEqualTo(10_000 - own - 4 * 1_000);
    }

    @Test
    void shouldSayOfWhichRowsOnlySomeCallsWereRecorded() {
        statistics.accept(new TestBatch(1).open(tick, 1, 0).open(walk, 2, 0)
                .leaf(step, 3, 1_000, 2_000).leaf(ped, 4, 3_000, 4_000).close(20_000)
                .close(30_000));
        statistics.sampling(new SamplingStep(0, step, 8));
        statistics.sampling(new SamplingStep(0, ped, SamplingStep.NONE));

        Report report = statistics.report();
        assertThat(function("step").recordedEvery()).isEqualTo(8);
        assertThat(function("walk").recordedEvery()).isEqualTo(1);
        assertThat(report.natives().getFirst().recordedEvery()).isZero();
        assertThat(ReportText.render(report, 5)).contains("[1 call in 8]", "[not counted]");

        statistics.sampling(new SamplingStep(0, step, 1));
        assertThat(function("step").recordedEvery()).isEqualTo(1);
    }
}

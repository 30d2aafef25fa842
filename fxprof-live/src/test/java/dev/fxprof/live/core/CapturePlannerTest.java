package dev.fxprof.live.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.export.TestSites;
import dev.fxprof.live.TestClock;
import dev.fxprof.live.recorder.Chunk;
import dev.fxprof.live.recorder.FlightRecorder;
import dev.fxprof.live.recorder.StreamInfo;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapturePlannerTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int MEGABYTE = 1 << 20;

    private final FlightRecorder recorder = new FlightRecorder(10 * SECOND, 4 * MEGABYTE);
    private final StreamInfo stream = new StreamInfo(new TestSites(), "test");
    private final CapturePlanner planner = new CapturePlanner(
            LiveOptions.in(Path.of("unused")).withRecorder(10, 4 * MEGABYTE), recorder, 0,
            () -> "id");

    private Chunk second(StreamInfo of, int second, int bytes) {
        return new Chunk(of, new byte[bytes], 1, second * SECOND, (second + 1) * SECOND - 1,
                second * SECOND, null, false, 0);
    }

    private void add(int from, int to, int bytes) {
        for (int second = from; second < to; second++) {
            planner.add(second(stream, second, bytes), Long.MAX_VALUE);
        }
    }

    private CapturePlanner.Plan due(long newest) {
        List<CapturePlanner.Plan> due = planner.due(stream, newest, 0, false);
        assertThat(due).hasSize(1);
        return due.getFirst();
    }

    @Test
    void shouldHoldWhatTheRecorderForgetsMeanwhile() {
        add(0, 20, 100);
        planner.hitch(stream, 19 * SECOND, 20 * SECOND, 0);
        add(20, 60, 100);
        CapturePlanner.Plan plan = due(60 * SECOND);
        assertThat(plan.chunks.getFirst().firstNanos()).isEqualTo(14 * SECOND);
        assertThat(plan.isPartial()).isFalse();
    }

    @Test
    void shouldSayThatSomethingWasForgottenBefore() {
        add(0, 20, MEGABYTE);
        planner.hitch(stream, 19 * SECOND, 20 * SECOND, 0);
        assertThat(due(60 * SECOND).missing())
                .isEqualTo("the flight recorder had forgotten its begin for want of memory");
    }

    @Test
    void shouldSayThatSomethingFindsNoRoom() {
        add(0, 20, 100);
        planner.hitch(stream, 19 * SECOND, 20 * SECOND, 0);
        add(20, 30, MEGABYTE);
        CapturePlanner.Plan plan = due(60 * SECOND);
        assertThat(plan.missing())
                .isEqualTo("its end found no room in the flight recorder's memory");
        assertThat(plan.chunks.stream().mapToLong(Chunk::memory).sum())
                .isLessThanOrEqualTo(4 * MEGABYTE);
    }

    @Test
    void shouldSayThatSomethingWasLostOnItsWay() {
        add(0, 20, 100);
        planner.hitch(stream, 19 * SECOND, 20 * SECOND, 0);
        planner.add(second(stream, 20, 100).after(7), Long.MAX_VALUE);
        assertThat(due(60 * SECOND).missing())
                .isEqualTo("the analysis was behind and records were lost");
    }

    @Test
    void shouldNotGrowBeyondTheReachOfTheRecorder() {
        add(0, 20, 100);
        long first = 15 * SECOND;
        planner.hitch(stream, first, first, 0);
        for (int second = 1; second < 60; second++) {
            planner.hitch(stream, first + second * SECOND, first + second * SECOND, 0);
        }
        assertThat(planner.due(stream, Long.MAX_VALUE, 0, false))
                .allMatch(plan -> plan.to - plan.from <= 5 * SECOND + 10 * SECOND)
                .hasSizeGreaterThan(3);
    }

    @Test
    void shouldKeepAManualCaptureToTheStreamThatItWasAskedFor() {
        add(0, 5, 100);
        assertThat(planner.manual("console", 0)).contains("id");
        StreamInfo next = new StreamInfo(new TestSites(), "next");
        planner.add(second(next, 0, 100), Long.MAX_VALUE);
        List<CapturePlanner.Plan> due = planner.due(next, 0, 0, false);
        assertThat(due).singleElement().matches(plan -> plan.stream == stream)
                .matches(plan -> plan.chunks.size() == 5);
    }

    @Test
    void shouldKeepTheTimesOfAStreamThatHasEnded() {
        TestClock clock = new TestClock("2026-11-29T12:00:00Z");
        StreamTime time = new StreamTime(new LiveClock(clock, clock::nanos));
        time.heard(0, clock.nanos());
        long before = time.millis(7 * SECOND);
        var fixed = time.fixed();
        time.stream();
        time.heard(500 * SECOND, clock.nanos());
        assertThat(time.millis(7 * SECOND)).isNotEqualTo(before);
        assertThat(fixed.applyAsLong(7 * SECOND)).isEqualTo(before);
    }
}

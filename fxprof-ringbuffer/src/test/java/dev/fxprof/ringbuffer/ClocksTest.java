package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fxprof.api.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClocksTest {
    private static Segment segment(int kind) {
        return Segment.anonymous(new Geometry(1, 16, 16, 512, 1 << 16),
                SegmentOwner.current("test", kind));
    }

    private static String kernelTimeSource() {
        try {
            return Files.readString(Path.of(
                    "/sys/devices/system/clocksource/clocksource0/current_clocksource")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Test
    void shouldTakeTheMachinesOwnTimeAsItIs() {
        Segment segment = segment(Clocks.NANOS_KIND);
        ClockAnchors anchors = new ClockAnchors(segment, Clock.NANO_TIME, Clocks.NANOS_KIND);
        TickConverter converter = new TickConverter(segment);
        for (long tick : new long[]{Long.MIN_VALUE, -1, 0, 1, 3_155_760_000_000_000_000L,
                Long.MAX_VALUE}) {
            assertThat(converter.nanos(tick)).isEqualTo(tick);
        }
        anchors.beat();
        assertThat(converter.errorNanos()).isZero();
        assertThat(converter.steps()).isZero();
        assertThat(anchors.nowNanos() - System.nanoTime()).isBetween(-1_000_000_000L, 0L);
    }

    @Test
    void shouldResolveToAClockThatCanBeUsed() {
        assertThat(Clocks.AUTO.reasonAgainst()).isEmpty();
        assertThat(Clocks.NANOTIME.reasonAgainst()).isEmpty();
        Clocks resolved = Clocks.AUTO.resolve();
        assertThat(resolved).isNotEqualTo(Clocks.AUTO);
        assertThat(resolved == Clocks.TSC).isEqualTo(kernelTimeSource().equals("tsc")
                && Clocks.TSC.reasonAgainst().isEmpty());
        assertThat(Clocks.AUTO.kind()).isEqualTo(resolved.kind());
        Clock clock = Clocks.AUTO.open();
        long first = clock.ticks();
        assertThat(clock.ticks()).isGreaterThanOrEqualTo(first);
    }

    @Test
    void shouldConvertTheTimeStampCounterWithinItsPublishedError() {
        assumeTrue(Clocks.TSC.reasonAgainst().isEmpty(), () -> Clocks.TSC.reasonAgainst().get());
        Clock clock = Clocks.TSC.open();
        Segment segment = segment(Clocks.TSC_KIND);
        ClockAnchors anchors = new ClockAnchors(segment, clock, Clocks.TSC_KIND);
        TickConverter converter = new TickConverter(segment);
        long until = System.nanoTime() + 3_000_000_000L;
        long last = Long.MIN_VALUE;
        long worst = 0;
        int readings = 0;
        while (System.nanoTime() < until) {
            anchors.beat();
            long before = System.nanoTime();
            long nanos = converter.nanos(clock.ticks());
            long after = System.nanoTime();
            worst = Math.max(worst, Math.max(before - nanos, nanos - after));
            assertThat(nanos).isGreaterThanOrEqualTo(last);
            last = nanos;
            readings++;
            LockSupport.parkNanos(100_000);
        }
        assertThat(readings).isGreaterThan(100);
        assertThat(segment.header().getLong(SegmentDescriptor.CLOCK_LINES_AT)).isGreaterThan(3);
        if (converter.steps() == 0) {
            assertThat(converter.errorNanos()).isPositive();
            // Between two beats it may stray further than at either.
            assertThat(worst).isLessThan(2 * converter.errorNanos() + 20_000);
        }
    }

    @Test
    void shouldConvertReadingsAStepApartToTimesApart() {
        assumeTrue(Clocks.TSC.reasonAgainst().isEmpty(), () -> Clocks.TSC.reasonAgainst().get());
        Clock clock = Clocks.TSC.open();
        Segment segment = segment(Clocks.TSC_KIND);
        new ClockAnchors(segment, clock, Clocks.TSC_KIND);
        TickConverter converter = new TickConverter(segment);
        long tick = clock.ticks();
        long last = converter.nanos(tick);
        for (int i = 0; i < 1_000_000; i++) {
            tick += clock.step();
            long nanos = converter.nanos(tick);
            if (nanos <= last) {
                throw new AssertionError(tick + " is " + nanos + " as the one before");
            }
            last = nanos;
        }
    }
}

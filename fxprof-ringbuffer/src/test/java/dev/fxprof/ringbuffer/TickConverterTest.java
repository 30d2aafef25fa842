package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Clock;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TickConverterTest {
    private static final long CENTURY = 3_155_760_000_000_000_000L;
    /** Any kind but the machine's own time is converted. */
    private final Segment segment = Segment.anonymous(new Geometry(1, 16, 16, 512, 1 << 16),
            SegmentOwner.current("test", Clocks.TSC_KIND));
    private final Memory header = segment.header();
    private final Memory lines = segment.clockLines();

    /** A clock with an origin and a rate of its own. */
    private static final class Crooked implements Clock {
        private final long origin = System.nanoTime();
        private final double rate;
        private volatile long shift;

        Crooked(double rate, long shift) {
            this.rate = rate;
            this.shift = shift;
        }

        void standStill(long nanos) {
            long held = ticks();
            while (ticks() - held < nanos) {
                LockSupport.parkNanos(1_000_000);
            }
            shift -= ticks() - held;
        }

        @Override
        public long ticks() {
            return shift + (long) ((System.nanoTime() - origin) * rate);
        }

        @Override
        public long step() {
            return (long) rate + 1;
        }
    }

    private void line(long from, long nanos, double slope) {
        long count = header.getLong(SegmentDescriptor.CLOCK_LINES_AT);
        long at = count % ClockLineDescriptor.COUNT * ClockLineDescriptor.SIZE;
        lines.putLong(at + ClockLineDescriptor.FROM, from);
        lines.putLong(at + ClockLineDescriptor.NANOS, nanos);
        lines.putLong(at + ClockLineDescriptor.SLOPE, Double.doubleToRawLongBits(slope));
        header.putLongRelease(SegmentDescriptor.CLOCK_LINES_AT, count + 1);
    }

    private long publishedLines() {
        return header.getLong(SegmentDescriptor.CLOCK_LINES_AT);
    }

    @Test
    void shouldConvertEachTickByTheLineThatHoldsForIt() {
        line(1000, 50_000, 0.5);
        line(2000, 50_500, 1);
        line(3000, 51_500, 0.25);
        TickConverter converter = new TickConverter(segment);

        assertThat(converter.nanos(3400)).isEqualTo(51_600);
        assertThat(converter.nanos(3000)).isEqualTo(51_500);
        assertThat(converter.nanos(2999)).isEqualTo(51_499);
        assertThat(converter.nanos(2000)).isEqualTo(50_500);
        assertThat(converter.nanos(1999)).isEqualTo(50_499);
        assertThat(converter.nanos(1000)).isEqualTo(50_000);
        assertThat(converter.nanos(0)).isEqualTo(49_500);
    }

    @Test
    void shouldConvertByALineThatWasPublishedSinceTheTickBefore() {
        line(0, 0, 1);
        TickConverter converter = new TickConverter(segment);

        assertThat(converter.nanos(50)).isEqualTo(50);
        line(100, 100, 2);
        assertThat(converter.nanos(200)).isEqualTo(300);
        assertThat(converter.nanos(50)).isEqualTo(50);
    }

    @Test
    void shouldNeverReorderOverMoreLinesThanAreKept() {
        double[] slopes = {0.3333, 0.3331, 0.3336, 0.3330};
        long step = 4;
        long from = 0;
        long tick = 0;
        long nanos = 0;
        TickConverter converter = null;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < 3 * ClockLineDescriptor.COUNT; i++) {
            double slope = slopes[i % slopes.length];
            line(from, nanos, slope);
            if (converter == null) {
                converter = new TickConverter(segment);
            }
            for (; tick < from + 1003; tick += step) {
                long converted = converter.nanos(tick);
                assertThat(converted).as("tick %d", tick).isGreaterThan(last);
                last = converted;
            }
            nanos += (long) Math.ceil(1003 * slope);
            from += 1003;
        }
        assertThat(converter.nanos(-1)).isLessThan(converter.nanos(from - 900_000));
        assertThat(new TickConverter(segment).nanos(from)).isEqualTo(converter.nanos(from));
    }

    @Test
    void shouldNotOverflowAfterACenturyOfUptime() {
        line(CENTURY, CENTURY - 5_000_000_000L, 0.4);
        TickConverter converter = new TickConverter(segment);

        assertThat(converter.nanos(CENTURY)).isEqualTo(CENTURY - 5_000_000_000L);
        assertThat(converter.nanos(CENTURY + 10)).isEqualTo(CENTURY - 5_000_000_000L + 4);
        assertThat(converter.nanos(CENTURY - 10)).isEqualTo(CENTURY - 5_000_000_000L - 4);
        assertThat(converter.nanos(CENTURY + 25_000_000_000L)).isEqualTo(CENTURY + 5_000_000_000L);
    }

    @Test
    void shouldFollowAClockThatRunsFastFarFromItsOrigin() {
        Crooked clock = new Crooked(1.0003, CENTURY);
        ClockAnchors anchors = new ClockAnchors(segment, clock, Clocks.TSC_KIND);
        TickConverter converter = new TickConverter(segment);
        run(anchors, converter, clock, 2_500_000_000L);

        assertThat(publishedLines()).isGreaterThan(4);
        if (converter.steps() == 0) {
            assertThat(closestError(converter, clock)).isLessThan(1_000_000);
        }
    }

    @Test
    void shouldFollowAJumpForwardAtOnceAndCountIt() {
        jump(-500_000_000L);
    }

    @Test
    void shouldSlowDownAfterAJumpBackAndCountIt() {
        jump(500_000_000L);
    }

    /** The counter leaps, or stands still as in a machine that is suspended: converted time steps. */
    private void jump(long ticks) {
        Crooked clock = new Crooked(1, 10_000_000_000L);
        ClockAnchors anchors = new ClockAnchors(segment, clock, Clocks.TSC_KIND);
        TickConverter converter = new TickConverter(segment);
        run(anchors, converter, clock, 300_000_000);
        long steps = converter.steps();
        long before = converter.nanos(clock.ticks());
        if (ticks > 0) {
            clock.shift += ticks;
        } else {
            clock.standStill(-ticks);
        }
        long lines = publishedLines();
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (publishedLines() == lines && System.nanoTime() < deadline) {
            anchors.beat();
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(converter.steps()).isEqualTo(steps + 1);
        run(anchors, converter, clock, 200_000_000);
        if (ticks < 0) {
            // The line that follows at once begins a little in the future.
            assertThat(closestError(converter, clock)).isLessThan(20_000_000);
            assertThat(converter.nanos(clock.ticks())).isGreaterThan(before);
        } else {
            long from = clock.ticks();
            assertThat(converter.nanos(from + 1_000_000_000L) - converter.nanos(from))
                    .isBetween(995_000_000L, 999_999_999L);
        }
    }

    /** Beats as a recording does; converted time never runs backwards meanwhile. */
    private static void run(ClockAnchors anchors, TickConverter converter, Clock clock,
            long nanos) {
        long until = System.nanoTime() + nanos;
        long lastTick = clock.ticks();
        long last = converter.nanos(lastTick);
        while (System.nanoTime() < until) {
            anchors.beat();
            long tick = clock.ticks();
            long now = converter.nanos(tick);
            assertThat(now).isGreaterThanOrEqualTo(last);
            assertThat(converter.nanos(lastTick)).as("no reader converts otherwise")
                    .isEqualTo(last);
            last = now;
            lastTick = tick;
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Difference from the machine's time, of the best of several readings. */
    private static long closestError(TickConverter converter, Clock clock) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 100; i++) {
            long before = System.nanoTime();
            long nanos = converter.nanos(clock.ticks());
            best = Math.min(best, Math.abs(nanos - before));
        }
        return best;
    }
}

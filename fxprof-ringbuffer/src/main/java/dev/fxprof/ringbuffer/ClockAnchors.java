package dev.fxprof.ringbuffer;

import dev.fxprof.api.Clock;

/**
 * Ties a producer's clock to the machine's monotonic one: compares them from time to time and
 * publishes lines into the segment by which {@link TickConverter} converts.
 *
 * <p>Assumptions: one thread at a time calls {@link #beat()}, every second or oftener.
 *
 * <p>Guarantees: a line begins where the one before it is at that tick, a little in the future, so
 * converted time is continuous, never runs backwards, and every reader converts alike. The error is
 * steered away within about a second; the largest seen, and the uncertainty of the comparison, stand
 * in the segment. A jump of more than a millisecond (a suspended machine) is counted, and followed at
 * once if it leads forward.
 */
final class ClockAnchors {
    private static final long FIRST_GAP_NANOS = 20_000_000;
    private static final long GAP_NANOS = 1_000_000_000;
    /** How far ahead a line begins: no reader may have converted a tick beyond by the line before. */
    private static final long LEAD_NANOS = 50_000_000;
    private static final long JUMP_NANOS = 1_000_000;
    private static final double MOST_STEERING = 1e-3;

    private final Clock clock;
    private final Memory header;
    private final Memory lines;
    private final boolean converts;

    private long originTick;
    private long originNanos;
    private long gap = FIRST_GAP_NANOS;
    private long due;
    private long from;
    private long nanos;
    private double slope;

    private long tick;
    private long tickNanos;
    private long uncertainty;

    ClockAnchors(Segment segment, Clock clock, int kind) {
        this.clock = clock;
        header = segment.header();
        lines = segment.clockLines();
        converts = kind != Clocks.NANOS_KIND;
        if (converts) {
            calibrate();
        } else {
            publish(0, 0, 1, 0);
        }
    }

    private void calibrate() {
        compare();
        originTick = tick;
        originNanos = tickNanos;
        while (System.nanoTime() - originNanos < FIRST_GAP_NANOS) {
            Thread.onSpinWait();
        }
        compare();
        publish(originTick, originNanos, rate(), 0);
        raiseError(uncertainty + ClockSkew.nanos(clock, slope));
        due = tickNanos + gap;
    }

    private double rate() {
        return (double) (tickNanos - originNanos) / (tick - originTick);
    }

    /** Publishes a new line if it is time. */
    void beat() {
        if (!converts || System.nanoTime() < due) {
            return;
        }
        compare();
        long lead = (long) (LEAD_NANOS / slope);
        if (clock.ticks() - tick > lead / 2) {
            // This thread was stopped: readers may have passed where the line would begin.
            return;
        }
        long error = tickNanos - at(tick);
        gap = Math.min(gap * 2, GAP_NANOS);
        due = tickNanos + gap;
        if (Math.abs(error) > JUMP_NANOS) {
            jump(error, tick + lead);
            return;
        }
        raiseError(Math.abs(error) + uncertainty);
        double steering = Math.clamp((double) error / GAP_NANOS, -MOST_STEERING, MOST_STEERING);
        publish(tick + lead, beginAt(tick + lead), rate() * (1 + steering), error);
    }

    private void jump(long error, long begin) {
        header.putLongRelease(SegmentDescriptor.CLOCK_STEPS_AT,
                header.getLong(SegmentDescriptor.CLOCK_STEPS_AT) + 1);
        originTick = tick;
        originNanos = tickNanos;
        if (error > 0) {
            publish(begin, beginAt(begin) + error, slope, error);
        } else {
            publish(begin, beginAt(begin), slope * (1 - MOST_STEERING), error);
        }
    }

    /** The clock's time now, as a reader would convert it. */
    long nowNanos() {
        return at(clock.ticks());
    }

    private long at(long t) {
        return nanos + (long) Math.floor((t - from) * slope);
    }

    /** Rounded up: two stamps on either side of a line's beginning must not fall together. */
    private long beginAt(long t) {
        return nanos + (long) Math.ceil((t - from) * slope);
    }

    private void publish(long fromTick, long fromNanos, double nanosPerTick, long error) {
        long count = header.getLong(SegmentDescriptor.CLOCK_LINES_AT);
        long at = count % ClockLineDescriptor.COUNT * ClockLineDescriptor.SIZE;
        lines.putLong(at + ClockLineDescriptor.FROM, fromTick);
        lines.putLong(at + ClockLineDescriptor.NANOS, fromNanos);
        lines.putLong(at + ClockLineDescriptor.SLOPE, Double.doubleToRawLongBits(nanosPerTick));
        lines.putLong(at + ClockLineDescriptor.ERROR, error);
        header.putLongRelease(SegmentDescriptor.CLOCK_LINES_AT, count + 1);
        from = fromTick;
        nanos = fromNanos;
        slope = nanosPerTick;
    }

    private void raiseError(long bound) {
        if (bound > header.getLong(SegmentDescriptor.CLOCK_ERROR_AT)) {
            header.putLongRelease(SegmentDescriptor.CLOCK_ERROR_AT, bound);
        }
    }

    private void compare() {
        ClockPair now = ClockPair.closest(clock);
        tick = now.tick();
        tickNanos = now.nanos();
        uncertainty = now.uncertainty();
    }
}

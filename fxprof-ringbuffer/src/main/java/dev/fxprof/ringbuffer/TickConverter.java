package dev.fxprof.ringbuffer;

/**
 * Converts ticks of a segment's producers into nanoseconds of the machine's monotonic clock, by the
 * lines that {@link ClockAnchors} published.
 *
 * <p>Assumptions: one thread uses it; a tick to be converted was read after it had passed.
 *
 * <p>Guarantees: does not reorder: of two ticks the later is not converted to an earlier time, however
 * long the reader pauses between them. Ticks older than the oldest line kept are converted by it.
 */
final class TickConverter {
    private final Memory header;
    private final Memory lines;
    private final boolean identity;
    private final long[] from = new long[ClockLineDescriptor.COUNT];
    private final long[] nanos = new long[ClockLineDescriptor.COUNT];
    private final double[] slope = new double[ClockLineDescriptor.COUNT];
    private long first;
    private long count;
    private int last;

    TickConverter(Segment segment) {
        header = segment.header();
        lines = segment.clockLines();
        identity = header.getInt(SegmentDescriptor.CLOCK_KIND_AT) == Clocks.NANOS_KIND;
        refresh();
    }

    private void refresh() {
        long published = header.getLongAcquire(SegmentDescriptor.CLOCK_LINES_AT);
        if (published == count) {
            return;
        }
        // The writer may be replacing the oldest line now.
        first = Math.max(0, published - ClockLineDescriptor.COUNT + 1);
        for (long i = Math.max(first, count); i < published; i++) {
            int slot = (int) (i % ClockLineDescriptor.COUNT);
            long at = (long) slot * ClockLineDescriptor.SIZE;
            from[slot] = lines.getLong(at + ClockLineDescriptor.FROM);
            nanos[slot] = lines.getLong(at + ClockLineDescriptor.NANOS);
            slope[slot] = Double.longBitsToDouble(lines.getLong(at + ClockLineDescriptor.SLOPE));
        }
        count = published;
        last = slot(count - 1);
    }

    private static int slot(long line) {
        return (int) (line % ClockLineDescriptor.COUNT);
    }

    /** Nanoseconds at a tick. */
    long nanos(long tick) {
        if (identity) {
            return tick;
        }
        // Whoever looked once a round could convert by a line that ended in the middle of it.
        refresh();
        int line = last;
        if (tick < from[line]) {
            line = find(tick);
        }
        return nanos[line] + (long) Math.floor((tick - from[line]) * slope[line]);
    }

    private int find(long tick) {
        long i = count - 1;
        while (i > first && tick < from[slot(i)]) {
            i--;
        }
        return slot(i);
    }

    long errorNanos() {
        return header.getLongAcquire(SegmentDescriptor.CLOCK_ERROR_AT);
    }

    long steps() {
        return header.getLongAcquire(SegmentDescriptor.CLOCK_STEPS_AT);
    }
}

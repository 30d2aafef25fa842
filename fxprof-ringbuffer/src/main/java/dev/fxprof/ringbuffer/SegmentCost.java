package dev.fxprof.ringbuffer;

import dev.fxprof.api.CaptureCost;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What the segments of a capture say of its cost. */
final class SegmentCost {
    private SegmentCost() {
    }

    static CaptureCost of(Segment segment) {
        return of(List.of(segment));
    }

    /** Counts add up over segments; of clocks and rings the worst is told. */
    static CaptureCost of(Collection<Segment> segments) {
        RecordCounts counts = RecordCounts.NONE;
        long overflowed = 0;
        long highWater = 0;
        long error = 0;
        long steps = 0;
        int slots = 0;
        boolean tsc = false;
        for (Segment segment : segments) {
            counts = counts.plus(RecordCounts.of(segment));
            overflowed += segment.sites().overflowed();
            slots = Math.max(slots, segment.geometry().ringSlots());
            error = Math.max(error,
                    segment.header().getLongAcquire(SegmentDescriptor.CLOCK_ERROR_AT));
            steps += segment.header().getLongAcquire(SegmentDescriptor.CLOCK_STEPS_AT);
            tsc |= segment.owner().clockKind() == Clocks.TSC_KIND;
            for (int ring = 0; ring < segment.geometry().producers(); ring++) {
                highWater = Math.max(highWater,
                        segment.control(ring).getLong(RingDescriptor.HIGH_WATER));
            }
        }
        Clocks clock = tsc ? Clocks.TSC : Clocks.NANOTIME;
        return new CaptureCost(counts.offered(), counts.written(), counts.droppedFull(),
                counts.droppedTree(), counts.droppedDrain(), counts.waiting(), overflowed, slots,
                highWater, clock.name().toLowerCase(Locale.ROOT), error, steps);
    }
}

package dev.fxprof.api;

import java.util.List;

/**
 * A trace that goes on where it was cut off or closed.
 *
 * @param writer continues the file; the file holds what was delivered up to the positions, and
 *     nothing behind it
 * @param originNanos time zero of the file, nanoseconds of the machine's monotonic clock; what
 *     follows must count from it
 * @param positions what need not be delivered again: one for each ring that ever delivered
 */
public record ResumedTrace(TraceWriter writer, long originNanos, List<RingPosition> positions) {
    /** Keeps a copy of the list. */
    public ResumedTrace {
        positions = List.copyOf(positions);
    }
}

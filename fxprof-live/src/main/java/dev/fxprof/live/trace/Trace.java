package dev.fxprof.live.trace;

import java.util.List;

/**
 * What of a stretch of a thread is worth sending.
 *
 * @param slices its longest slices; the slices around one of them that lie in the stretch are among them
 * @param before what caused them, with the slices around; parents come before what is in them
 * @param leftOut shorter slices of the stretch, which are not among them
 * @param causesLeftOut causes that were too many, or that nobody remembers
 */
public record Trace(List<TraceSlice> slices, List<TraceSlice> before, long leftOut,
        long causesLeftOut) {
    /** Keeps copies of the lists. */
    public Trace {
        slices = List.copyOf(slices);
        before = List.copyOf(before);
    }
}

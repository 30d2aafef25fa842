package dev.fxprof.api;

import java.util.List;

/**
 * What a capture records, and its time zero.
 *
 * @param segments random identities of the segments, in their order; empty if it cannot be continued
 * @param originNanos time zero, in nanoseconds of the machine's monotonic clock
 */
public record CaptureIdentity(List<Long> segments, long originNanos) {
    /** A capture that cannot be continued. */
    public static final CaptureIdentity NONE = new CaptureIdentity(List.of(), 0);

    /** Keeps a copy of the list. */
    public CaptureIdentity {
        segments = List.copyOf(segments);
    }
}

package dev.fxprof.live.core;

import java.util.function.LongUnaryOperator;

/**
 * Where a stream is on the daemon's time. What arrives was recorded before, so that the least delay seen
 * is the best guess; a stream that stays far behind or ahead, such as after the machine slept, is placed
 * anew. A single stamp that is far off moves nothing.
 *
 * <p>Assumptions: one thread calls all methods but {@link #millis}. Guarantees: {@link #millis} may be
 * called by any thread, and so may {@link #nanos}.
 */
final class StreamTime {
    private static final long FAR_NANOS = 5_000_000_000L;
    private static final int OFTEN = 50;
    /** Follows a source's clock that is slower than ours, by some 60 millionths. */
    private static final long CREEP_NANOS = 1_000;
    private static final long MILLI = 1_000_000;

    private final LiveClock clock;
    private long far;
    private volatile long offset = Long.MAX_VALUE;
    private volatile long originMillis;

    StreamTime(LiveClock clock) {
        this.clock = clock;
        origin();
    }

    private void origin() {
        originMillis = clock.wall().millis() - Math.floorDiv(clock.now(), MILLI);
    }

    /** Says that the next moment is of another stream. */
    void stream() {
        offset = Long.MAX_VALUE;
        far = 0;
    }

    /** Says that a moment of the stream was heard of at some time of the daemon's. */
    void heard(long nanos, long at) {
        origin();
        long delay = at - nanos;
        boolean isFar = offset != Long.MAX_VALUE && Math.abs(delay - offset) > FAR_NANOS;
        far = isFar ? far + 1 : 0;
        if (isFar && far <= OFTEN) {
            return;
        }
        if (offset == Long.MAX_VALUE || delay < offset || isFar) {
            offset = delay;
            far = 0;
        } else {
            offset += CREEP_NANOS;
        }
    }

    /** What has to be added to the stream's nanoseconds. */
    long offset() {
        return offset == Long.MAX_VALUE ? 0 : offset;
    }

    /** The latest moment of the stream that can have been heard of at some time of the daemon's. */
    long latest(long at) {
        return offset == Long.MAX_VALUE ? Long.MAX_VALUE : at - offset;
    }

    /** When the daemon's time was zero. */
    long originMillis() {
        return originMillis;
    }

    /** Times of day of the stream as they are known now, whatever becomes of its place later. */
    LongUnaryOperator fixed() {
        long origin = originMillis;
        long place = offset();
        return nanos -> origin + Math.floorDiv(nanos + place, MILLI);
    }

    /** The same in nanoseconds since 1970. */
    LongUnaryOperator fixedNanos() {
        long origin = originMillis * MILLI + offset();
        return nanos -> origin + nanos;
    }

    /** The moment of the stream at a time of day; any thread. */
    long nanos(long millis) {
        return (millis - originMillis) * MILLI - offset();
    }

    /** Time of day of a moment of the stream. */
    long millis(long nanos) {
        return originMillis + Math.floorDiv(nanos + offset(), MILLI);
    }
}

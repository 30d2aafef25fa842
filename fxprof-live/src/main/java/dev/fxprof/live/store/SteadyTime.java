package dev.fxprof.live.store;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * The time of day by which files grow old. A clock that is set forth by far would make all of them too old
 * at once, so it counts no more than the time that has gone by since the start, and some tolerance.
 */
final class SteadyTime {
    /** What clocks may be wrong by. */
    static final long TOLERANCE_MILLIS = 3_600_000;

    private static final long MILLI = 1_000_000;

    private final Clock clock;
    private final LongSupplier nanos;
    private final long startMillis;
    private final long startNanos;

    SteadyTime(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        startMillis = clock.millis();
        startNanos = nanos.getAsLong();
    }

    long millis() {
        long gone = (nanos.getAsLong() - startNanos) / MILLI;
        return Math.min(clock.millis(), startMillis + gone + TOLERANCE_MILLIS);
    }
}

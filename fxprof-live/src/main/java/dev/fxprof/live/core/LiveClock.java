package dev.fxprof.live.core;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * The daemon's time.
 *
 * @param wall time of day, and the zone of the times in sentences; may step
 * @param nanos nanoseconds that never go back, from any moment
 */
public record LiveClock(Clock wall, LongSupplier nanos) {
    /**
     * The machine's own.
     *
     * @return a clock
     */
    public static LiveClock system() {
        return new LiveClock(Clock.systemDefaultZone(), System::nanoTime);
    }

    long now() {
        return nanos.getAsLong();
    }
}

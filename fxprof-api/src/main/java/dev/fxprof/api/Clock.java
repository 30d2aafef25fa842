package dev.fxprof.api;

/**
 * A monotonic clock that a producer reads twice a span.
 *
 * <p>Guarantees: never runs backwards on one thread; does not overflow within 292 years.
 * Implementations neither allocate nor lock.
 */
public interface Clock {
    /** The JDK's own monotonic clock, {@link System#nanoTime()}. */
    Clock NANO_TIME = System::nanoTime;

    /**
     * Reads the clock.
     *
     * @return nanoseconds since an arbitrary, fixed origin
     */
    long nanos();
}

package dev.fxprof.api;

/**
 * A monotonic clock that a producer reads twice a span, in ticks of its own. The drain converts.
 *
 * <p>Guarantees: never runs backwards on one thread; does not overflow within a century.
 * Implementations neither allocate nor lock.
 */
public interface Clock {
    /** The JDK's own monotonic clock, {@link System#nanoTime()}; a tick is a nanosecond. */
    Clock NANO_TIME = System::nanoTime;

    /**
     * Reads the clock.
     *
     * @return ticks since an arbitrary, fixed origin
     */
    long ticks();

    /**
     * How far apart two readings must be to differ by a nanosecond or more once converted.
     *
     * @return ticks, 1 or more
     */
    default long step() {
        return 1;
    }
}

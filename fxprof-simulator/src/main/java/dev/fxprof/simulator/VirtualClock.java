package dev.fxprof.simulator;

/**
 * Server time, in nanoseconds since the server started. A tick advances it; every look that a script takes at it advances it by a
 * microsecond, so that a script which waits for time to pass within a tick gets on, and the same
 * script always sees the same time. A server that runs in real time shows the real time instead.
 */
final class VirtualClock {
    /** 2026-01-01T00:00:00Z, when every simulated server starts. */
    private static final long START_EPOCH_MILLIS = 1_767_225_600_000L;
    private static final long LOOK_NANOS = 1_000;

    private final boolean realtime;
    private final long started = System.nanoTime();
    private long now;

    VirtualClock(boolean realtime) {
        this.realtime = realtime;
    }

    /** Moves to the start of a tick, never back. */
    void advanceTo(long nanos) {
        now = Math.max(now, nanos);
    }

    /** Nanoseconds since the server started, without the effect of a look. */
    long peek() {
        return now;
    }

    long look() {
        now = realtime ? Math.max(now, System.nanoTime() - started) : now + LOOK_NANOS;
        return now;
    }

    long lookMillis() {
        return look() / 1_000_000;
    }

    long epochMillis() {
        return epochMillis(look());
    }

    /** Wall-clock time of a moment. By any thread. */
    static long epochMillis(long nanos) {
        return START_EPOCH_MILLIS + nanos / 1_000_000;
    }

    /** Time since the server started as it really passes. By any thread. */
    long realNanos() {
        return System.nanoTime() - started;
    }
}

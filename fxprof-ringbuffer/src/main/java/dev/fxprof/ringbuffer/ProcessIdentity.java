package dev.fxprof.ringbuffer;

import java.time.Instant;
import java.util.Optional;

/**
 * A process, told from a later one that got the same id.
 *
 * @param pid process id
 * @param startMillis when it started, milliseconds since 1970, 0 where the system does not say
 */
public record ProcessIdentity(long pid, long startMillis) {
    /** Start times are read through tables of different resolution. */
    private static final long TOLERANCE_MILLIS = 1000;

    /**
     * This process.
     *
     * @return its identity
     */
    public static ProcessIdentity current() {
        return of(ProcessHandle.current());
    }

    private static ProcessIdentity of(ProcessHandle handle) {
        return new ProcessIdentity(handle.pid(),
                handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /**
     * Whether the process still runs.
     *
     * @return false if there is none with this id, or one that started at another time
     */
    public boolean isAlive() {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (handle.isEmpty()) {
            return false;
        }
        long started = of(handle.get()).startMillis;
        return startMillis == 0 || started == 0
                || Math.abs(started - startMillis) <= TOLERANCE_MILLIS;
    }
}

package dev.fxprof.scheduler.pool;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many tasks of a lane may run at once.
 *
 * <p>
 * Assumptions: what was acquired is released once, with what {@code acquire} returned. Who was refused
 * leaves its task where {@link Lane#reopen} finds it, and then looks again at {@link #isFree()}.
 *
 * <p>
 * Guarantees: no more tasks hold a slot than the limit that stood when they began. Tasks that began
 * without a limit are not counted.
 *
 * <p>
 * Progress: lock-free; without a limit, one read.
 */
final class LaneSlots {
    static final int REFUSED = -1;
    /** Threads of their own that a lane may have at once. */
    static final int MOST_BLOCKING = 256;

    private static final int LIMITED = 1;
    private static final int BLOCKING = 2;

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger blocking = new AtomicInteger();
    private volatile int limit;

    void limit(int most) {
        limit = most;
    }

    int acquire() {
        int most = limit;
        if (most == 0) {
            return 0;
        }
        return below(running, most) ? LIMITED : REFUSED;
    }

    int acquireBlocking() {
        if (!below(blocking, MOST_BLOCKING)) {
            return REFUSED;
        }
        int held = acquire();
        if (held == REFUSED) {
            blocking.decrementAndGet();
            return REFUSED;
        }
        return held | BLOCKING;
    }

    private static boolean below(AtomicInteger count, int most) {
        while (true) {
            int now = count.get();
            if (now >= most) {
                return false;
            }
            if (count.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    void release(int held) {
        if ((held & BLOCKING) != 0) {
            blocking.decrementAndGet();
        }
        if ((held & LIMITED) != 0) {
            running.decrementAndGet();
        }
    }

    /** Whether what is held may be held on to by another task that does not block. */
    boolean isWithinLimit(int held) {
        return held == LIMITED && running.get() <= limit;
    }

    boolean isBlocking() {
        return blocking.get() > 0;
    }

    boolean isFree() {
        int most = limit;
        return most == 0 || running.get() < most;
    }
}

package dev.fxprof.scheduler.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.IntConsumer;

/**
 * Which workers sleep and which one searches: one word, so that a submitter needs one look at it.
 *
 * <p>
 * Assumptions: who has something for the workers publishes it and then calls {@link #signal} or {@link
 * #wake}; a worker that found nothing calls {@link #rest} and then looks once more before it sleeps.
 *
 * <p>
 * Guarantees: no wake-up is lost, since of the two one sees the other; at most one worker searches;
 * whoever is woken by {@code signal} searches from then on, so that no second one is woken until it
 * found something. A searcher that found something calls {@link #found}, which wakes the next if there
 * is more.
 *
 * <p>
 * Progress: lock-free. A submitter makes a system call only if it has to wake a worker.
 */
final class Sleepers {
    private static final int SEARCHER = 57;
    private static final long RESTING = (1L << SEARCHER) - 1;
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(Sleepers.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int workers;
    private final int processors;
    private final IntConsumer unpark;
    /** Bit i: worker i sleeps or is about to; from bit 57 on: 1 + who searches, or 0. */
    private volatile long word;

    Sleepers(int workers, int processors, IntConsumer unpark) {
        this.workers = workers;
        this.processors = processors;
        this.unpark = unpark;
    }

    /**
     * There is something to do.
     *
     * @param fresh false if others were waiting there already, whose submitter has seen to a worker
     */
    void signal(boolean fresh) {
        long now = word;
        if (now >>> SEARCHER != 0) {
            return;
        }
        int awake = workers - Long.bitCount(now & RESTING);
        // More threads than processors would only get in each other's way.
        if (awake == 0 || fresh && awake < processors) {
            wakeOne();
        }
    }

    /** Wakes a worker to search, unless one does. */
    void wakeOne() {
        while (true) {
            long now = word;
            long resting = now & RESTING;
            if (now >>> SEARCHER != 0 || resting == 0) {
                return;
            }
            int worker = Long.numberOfTrailingZeros(resting);
            if (change(now, now & ~(1L << worker) | worker + 1L << SEARCHER)) {
                unpark.accept(worker);
                return;
            }
        }
    }

    /** There is something to do for that worker. */
    void wake(int worker) {
        long bit = 1L << worker;
        while (true) {
            long now = word;
            if ((now & bit) == 0) {
                return;
            }
            if (change(now, now & ~bit)) {
                unpark.accept(worker);
                return;
            }
        }
    }

    /** Whether that worker may search; it must not if another one does. */
    boolean search(int worker) {
        while (true) {
            long now = word;
            if (now >>> SEARCHER != 0) {
                return false;
            }
            if (change(now, now | worker + 1L << SEARCHER)) {
                return true;
            }
        }
    }

    /** The searcher found something and searches no more. */
    void found(int worker) {
        while (true) {
            long now = word;
            if (now >>> SEARCHER != worker + 1L || change(now, now & RESTING)) {
                return;
            }
        }
    }

    /** That worker is about to sleep; it searches no more. */
    void rest(int worker) {
        while (true) {
            long now = word;
            long next = now >>> SEARCHER == worker + 1L ? now & RESTING : now;
            if (change(now, next | 1L << worker)) {
                return;
            }
        }
    }

    /** That worker does not sleep after all. */
    void rise(int worker) {
        long bit = 1L << worker;
        while (true) {
            long now = word;
            if ((now & bit) == 0 || change(now, now & ~bit)) {
                return;
            }
        }
    }

    /** Whether a worker sleeps that a submitter may wake. */
    boolean isOneToSpare() {
        long resting = word & RESTING;
        return resting != 0 && workers - Long.bitCount(resting) < processors;
    }

    boolean isResting(int worker) {
        return (word & 1L << worker) != 0;
    }

    boolean isSearching(int worker) {
        return word >>> SEARCHER == worker + 1L;
    }

    int awake() {
        return workers - Long.bitCount(word & RESTING);
    }

    private boolean change(long from, long to) {
        return WORD.compareAndSet(this, from, to);
    }
}

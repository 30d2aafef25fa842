package dev.fxprof.scheduler.pool;

import dev.fxprof.api.LaneCounts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts the tasks of a lane, and so bounds how many wait.
 *
 * <p>
 * Assumptions: the cells of a worker are written by that worker alone; the last row is for all other
 * threads.
 *
 * <p>
 * Guarantees: what was admitted less what was taken is never more than the capacity, and nothing is
 * refused while it is less. Submitters remember how much was taken when they last had to know, as the
 * producer of a ring remembers its consumer, and add up the cells only when that is not enough.
 *
 * <p>
 * Progress: workers wait-free, submitters lock-free.
 */
final class LaneTally {
    static final int TAKEN = 0;
    static final int DONE = 1;
    static final int FAILED = 2;
    static final int CANCELLED = 3;

    // One long more than a cache line has: the two cells of a row that are always in use never share one
    // with the next row's, wherever the array lies. The first row keeps clear of the array's header.
    private static final int ROW = 9;
    private static final int SUBMITTED = ROW;
    private static final int SEEN_TAKEN = ROW + 1;
    private static final int REJECTED = ROW + 2;
    private static final int FIRST = 2 * ROW;
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private final int workers;
    private final int capacity;
    private final long[] cells;

    LaneTally(int workers, int capacity) {
        this.workers = workers;
        this.capacity = capacity;
        cells = new long[FIRST + (workers + 1) * ROW];
    }

    int capacity() {
        return capacity;
    }

    /** Admits one more, or counts it as rejected and returns how many wait; -1 if it is admitted. */
    int admit() {
        while (true) {
            long submitted = get(SUBMITTED);
            if (submitted - get(SEEN_TAKEN) >= capacity) {
                long taken = sum(TAKEN);
                if (submitted - taken >= capacity) {
                    if (submitted != get(SUBMITTED)) {
                        continue;
                    }
                    CELL.getAndAdd(cells, REJECTED, 1L);
                    return (int) (submitted - taken);
                }
                // Another one may have written a later sum: an older one only costs one sum more.
                CELL.setVolatile(cells, SEEN_TAKEN, taken);
            }
            if (CELL.compareAndSet(cells, SUBMITTED, submitted, submitted + 1)) {
                return -1;
            }
        }
    }

    /** Counts one, on the thread of that worker; any negative worker is all other threads. */
    void count(int worker, int what) {
        if (worker < 0) {
            CELL.getAndAdd(cells, FIRST + workers * ROW + what, 1L);
        } else {
            int at = FIRST + worker * ROW + what;
            CELL.setRelease(cells, at, cells[at] + 1);
        }
    }

    long waiting() {
        long taken = sum(TAKEN);
        return get(SUBMITTED) - taken;
    }

    LaneCounts counts() {
        long done = sum(DONE);
        long failed = sum(FAILED);
        long cancelled = sum(CANCELLED);
        long taken = sum(TAKEN);
        long submitted = get(SUBMITTED);
        return new LaneCounts(submitted, get(REJECTED), done, failed, cancelled, submitted - taken);
    }

    private long sum(int what) {
        long sum = 0;
        for (int at = FIRST + what; at < cells.length; at += ROW) {
            sum += get(at);
        }
        return sum;
    }

    private long get(int at) {
        return (long) CELL.getVolatile(cells, at);
    }
}

package dev.fxprof.bench.scheduler;

import dev.fxprof.bench.scheduler.Contender.Runner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Tasks that are only counted, and how many of them are on their way: as many at most for every
 * contender alike. Each thread that runs tasks counts on a cache line of its own, and the submitter
 * adds up only when it has to.
 */
final class Window {
    /** How many tasks are on their way at most. */
    static final int SIZE = 1024;

    private static final int CELLS = 64;
    private static final int LONGS = 16;
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] cells = new long[(CELLS + 1) * LONGS];
    private final Task task;
    private long submitted;
    private long done;

    /** Tasks of so many steps. */
    Window(int steps) {
        task = new Task() {
            @Override
            public void run() {
                count(steps);
            }
        };
    }

    private void count(int steps) {
        // Threads of a pool have consecutive numbers, so each has a cell of its own.
        int at = (1 + ((int) Thread.currentThread().threadId() & CELLS - 1)) * LONGS;
        if (steps > 0) {
            cells[at + 1] = Work.compute(cells[at + 1], steps);
        }
        CELL.getAndAdd(cells, at, 1L);
    }

    /** Submits one more; waits for room. */
    void submit(Runner to) {
        if (submitted - done >= SIZE && !isBelow(SIZE)) {
            Waiting.until(() -> isBelow(SIZE));
        }
        submitted++;
        to.submit(task);
    }

    /** Waits until all are done. */
    void finish() {
        Waiting.until(() -> isBelow(1));
    }

    private boolean isBelow(int limit) {
        long sum = 0;
        for (int at = LONGS; at < cells.length; at += LONGS) {
            sum += (long) CELL.getAcquire(cells, at);
        }
        done = sum;
        return submitted - done < limit;
    }

    /** Lets the workers start and meet. */
    void prime(Runner to) {
        for (int i = 0; i < SIZE; i++) {
            submit(to);
        }
        finish();
    }
}

package dev.fxprof.bench.scheduler;

import dev.fxprof.bench.scheduler.Contender.Runner;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * The tasks of a load, in a circle: as many wait at most, for every contender alike, and whoever
 * submits more waits until the oldest is done.
 */
final class Slots {
    /** How many tasks are on their way at most. */
    static final int SIZE = 1024;

    private static final long PAUSE_NANOS = 20_000;
    private static final long LOST_NANOS = 20_000_000_000L;
    private static final long LONGEST = 10_000_000_000L;

    private final Slot[] slots = new Slot[SIZE];
    private final Histogram waits = new Histogram(LONGEST, 3);
    private int next;

    Slots() {
        for (int i = 0; i < SIZE; i++) {
            slots[i] = new Slot();
        }
    }

    /** The next task, when it is done. */
    Slot take() {
        Slot slot = slots[next];
        next = (next + 1) & (SIZE - 1);
        if (!slot.isDone()) {
            await(slot);
        }
        if (slot.takeTimed()) {
            waits.recordValue(Math.clamp(slot.waited(), 0, LONGEST));
        }
        return slot;
    }

    private static void await(Slot slot) {
        long from = System.nanoTime();
        while (!slot.isDone()) {
            // Whoever waits must leave the processor to those who do the work.
            LockSupport.parkNanos(PAUSE_NANOS);
            if (System.nanoTime() - from > LOST_NANOS) {
                throw new IllegalStateException("a task was submitted and never ran");
            }
        }
    }

    /** Lets the workers start and meet: every task once, not timed. */
    void prime(Runner to) {
        for (int i = 0; i < SIZE; i++) {
            Slot slot = take();
            slot.prepare(0, false);
            to.submit(slot);
        }
        finish();
    }

    /** Waits until all are done. */
    void finish() {
        for (int i = 0; i < SIZE; i++) {
            take();
        }
    }

    /** From submission to begin, in nanoseconds. */
    Histogram waits() {
        return waits;
    }
}

package dev.fxprof.bench.scheduler;

import org.HdrHistogram.Histogram;

/** Slots in a circle, and how long those waited that are done. */
final class Slots {
    private static final long LONGEST = 10_000_000_000L;

    private final Slot[] slots;
    private final Histogram waits = new Histogram(LONGEST, 3);
    private int next;

    Slots(int size) {
        slots = new Slot[size];
        for (int i = 0; i < size; i++) {
            slots[i] = new Slot();
        }
    }

    /** Whether the next one can be submitted. */
    boolean isFree() {
        return slots[next].isDone();
    }

    /** The next one; waits until it is done. */
    Slot take() {
        Slot slot = slots[next];
        next = (next + 1) % slots.length;
        if (!slot.isDone()) {
            Waiting.until(slot::isDone);
        }
        if (slot.isNews()) {
            waits.recordValue(Math.clamp(slot.waited(), 0, LONGEST));
        }
        return slot;
    }

    /** Waits until all are done. */
    void finish() {
        for (int i = 0; i < slots.length; i++) {
            take();
        }
    }

    /** From submission to begin, in nanoseconds. */
    Histogram waits() {
        return waits;
    }
}

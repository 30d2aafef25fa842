package dev.fxprof.bench.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A task that is submitted again and again, and remembers when it began. */
final class Slot extends Task {
    private static final VarHandle DONE;

    static {
        try {
            DONE = MethodHandles.lookup().findVarHandle(Slot.class, "done", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    // Keeps neighbours off each other's cache lines, and what is written off the line that the call
    // of the task reads.
    long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11;
    /** When it was submitted, or should have been. */
    long from;
    private long begun;
    private long result;
    private int steps;
    private boolean isNews;
    private boolean done = true;

    /** Makes it ready to be submitted; the submitting thread only, when it is done. */
    void prepare(int length) {
        steps = length;
        isNews = true;
        done = false;
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        begun = now;
        if (steps > 0) {
            result = Work.compute(result, steps);
        }
        DONE.setRelease(this, true);
    }

    boolean isDone() {
        return (boolean) DONE.getAcquire(this);
    }

    /** Whether it was done since this was last asked. */
    boolean isNews() {
        boolean was = isNews;
        isNews = false;
        return was;
    }

    /** From submission to begin, in nanoseconds. */
    long waited() {
        return begun - from;
    }
}

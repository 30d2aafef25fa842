package dev.fxprof.bench.scheduler;

import dev.fxprof.api.TaskBody;
import dev.fxprof.api.TaskRun;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A task that is submitted again and again. That it is done stands in itself, so no counter is
 * shared between those that run tasks.
 */
final class Slot implements Runnable, TaskBody {
    private static final VarHandle DONE;

    static {
        try {
            DONE = MethodHandles.lookup().findVarHandle(Slot.class, "done", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    // Keeps neighbours off each other's cache lines.
    long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11;
    /** When it was submitted, or should have been. */
    long from;
    private long begun;
    private long result;
    private int steps;
    private boolean timed;
    private boolean done = true;

    /** Makes it ready to be submitted; the submitting thread only, when it is done. */
    void prepare(int length, boolean withTime) {
        steps = length;
        timed = withTime;
        done = false;
    }

    @Override
    public void run() {
        if (timed) {
            begun = System.nanoTime();
        }
        if (steps > 0) {
            result = Work.compute(result, steps);
        }
        DONE.setRelease(this, true);
    }

    @Override
    public Object run(TaskRun run) {
        run();
        return null;
    }

    boolean isDone() {
        return (boolean) DONE.getAcquire(this);
    }

    /** Whether its last run has a {@link #waited()} that was not looked at; it has none afterwards. */
    boolean takeTimed() {
        boolean was = timed;
        timed = false;
        return was;
    }

    /** From submission to begin, in nanoseconds. */
    long waited() {
        return begun - from;
    }
}

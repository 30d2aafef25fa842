package dev.fxprof.scheduler.pool;

import dev.fxprof.api.TaskWorker;
import dev.fxprof.scheduler.pool.Status.Phase;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;

/**
 * A thread that runs tasks.
 *
 * <p>
 * Assumptions: bodies may throw anything and take any time.
 *
 * <p>
 * Guarantees: the thread ends only when the pool is closed and all tasks that were suspended here have
 * ended. Tasks that were resumed come before new ones, but after {@value #RESUMED_IN_A_ROW} of them a
 * new one has its turn.
 *
 * <p>
 * Progress: sleeps when it finds nothing; see {@link Sleepers}.
 */
final class Worker implements Runnable, TaskWorker {
    private static final int RESUMED_IN_A_ROW = 4;
    private static final int INBOX_CHUNK = 64;
    private static final int LOOKS = 32;
    private static final int PAUSES = 128;
    private static final VarHandle BEGUN;
    private static final VarHandle CURRENT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            BEGUN = lookup.findVarHandle(Worker.class, "begun", long.class);
            CURRENT = lookup.findVarHandle(Worker.class, "current", PoolTask.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final WorkerPool pool;
    private final Sleepers sleepers;
    private final int index;
    private final Thread thread;
    private final LaneCursor cursor;
    private final long spinNanos;
    private final MpscUnboundedAtomicArrayQueue<PoolTask> inbox = new MpscUnboundedAtomicArrayQueue<>(
            INBOX_CHUNK);
    private final List<PoolTask> suspended = new ArrayList<>();
    private Object attachment;
    private Throwable unfit;
    private boolean searching;
    private boolean closing;
    private int resumedInRow;
    private int held;
    private long begun;
    private PoolTask current;

    Worker(WorkerPool pool, int index, boolean spins) {
        this.pool = pool;
        this.index = index;
        sleepers = pool.sleepers();
        cursor = new LaneCursor(pool, this);
        spinNanos = spins ? pool.options().spinNanos() : 0;
        thread = Thread.ofPlatform().daemon().name(pool.options().threadName() + index)
                .unstarted(this);
    }

    Thread thread() {
        return thread;
    }

    long begun() {
        return (long) BEGUN.getOpaque(this);
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public Object attachment() {
        return attachment;
    }

    @Override
    public void attach(Object object) {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException(
                    "only tasks on worker " + index + " can attach something to it");
        }
        attachment = object;
    }

    /** Has the task run again, here. */
    void post(PoolTask task) {
        inbox.offer(task);
        sleepers.wake(index);
    }

    /** Keeps the slot of the task that was just taken. */
    void hold(int slot) {
        held = slot;
    }

    @Override
    public void run() {
        try {
            pool.options().starts().accept(this);
        } catch (Throwable e) {
            // Nobody waits for this thread; those that submit must learn of it from their tasks.
            unfit = e;
        }
        while (!isOver()) {
            try {
                step();
            } catch (Throwable e) {
                // Not a body's error, those never get here. The next tasks still need a worker.
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
        sleepers.found(index);
        if (unfit == null) {
            pool.options().ends().accept(this);
        }
    }

    private boolean isOver() {
        if (!pool.isClosed()) {
            return false;
        }
        for (int i = suspended.size() - 1; i >= 0; i--) {
            PoolTask task = suspended.get(i);
            if (!task.cancel(WorkerPool.CLOSED) && task.abandon()) {
                forget(task);
            }
        }
        closing = true;
        return suspended.isEmpty();
    }

    private void step() {
        PoolTask task = next();
        if (task == null) {
            idle();
            return;
        }
        if (searching) {
            searching = false;
            sleepers.found(index);
            if (pool.active().any()) {
                sleepers.signal(true);
            }
        }
        execute(task);
    }

    private PoolTask next() {
        if (resumedInRow < RESUMED_IN_A_ROW) {
            PoolTask task = resumed();
            if (task != null) {
                resumedInRow++;
                return task;
            }
        }
        resumedInRow = 0;
        PoolTask task = closing ? null : cursor.take();
        return task == null ? resumed() : task;
    }

    private PoolTask resumed() {
        for (PoolTask task; (task = inbox.poll()) != null;) {
            Lane lane = (Lane) task.host();
            int slot = lane.readmit(task);
            if (slot == LaneSlots.REFUSED) {
                continue;
            }
            if (task.again()) {
                held = slot;
                return task;
            }
            lane.release(slot);
        }
        return null;
    }

    private void execute(PoolTask task) {
        int slot = held;
        if (closing) {
            task.runsLast();
        }
        CURRENT.setRelease(this, task);
        BEGUN.setOpaque(this, begun + 1);
        Phase phase = task.run(unfit);
        if (phase.isFinal()) {
            forget(task);
        } else {
            remember(task);
        }
        ((Lane) task.host()).release(slot);
    }

    private void remember(PoolTask task) {
        if (task.place() < 0) {
            task.place(suspended.size());
            suspended.add(task);
        }
    }

    private void forget(PoolTask task) {
        int at = task.place();
        if (at >= 0) {
            PoolTask last = suspended.removeLast();
            if (last != task) {
                suspended.set(at, last);
                last.place(at);
            }
            task.place(-1);
        }
    }

    /** Cancels what runs now, if anything does. */
    void cancelCurrent() {
        PoolTask task = (PoolTask) CURRENT.getAcquire(this);
        if (task != null) {
            task.cancel(WorkerPool.CLOSED);
        }
    }

    private void idle() {
        CURRENT.setRelease(this, null);
        if (!searching && isWantedSoon()) {
            return;
        }
        searching = searching || spinNanos > 0 && sleepers.search(index);
        if (searching && spin()) {
            return;
        }
        sleepers.rest(index);
        if (isWanted()) {
            sleepers.rise(index);
            // Who submitted that may have left the others asleep because somebody searched.
            sleepers.search(index);
        } else {
            while (sleepers.isResting(index)) {
                // What a body left interrupted would let this thread never sleep again.
                Thread.interrupted();
                LockSupport.park(this);
            }
        }
        searching = sleepers.isSearching(index);
        pool.watch().attend();
    }

    /**
     * Looks again after about a microsecond, so that a fast submitter gets ahead: going to look for each
     * of its tasks would cost both of them more than the task.
     */
    private boolean isWantedSoon() {
        for (int i = 0; i < PAUSES; i++) {
            Thread.onSpinWait();
        }
        return isWanted();
    }

    private boolean spin() {
        if (isWanted()) {
            return true;
        }
        // Whoever woke this thread may have lost its processor to it. Only once: each time others may
        // keep the processor for long, and as long as this one searches nobody else is woken.
        Thread.yield();
        long start = System.nanoTime();
        while (System.nanoTime() - start < spinNanos) {
            for (int i = 0; i < LOOKS; i++) {
                if (isWanted()) {
                    return true;
                }
                Thread.onSpinWait();
            }
        }
        return false;
    }

    private boolean isWanted() {
        if (!inbox.isEmpty()) {
            return true;
        }
        return pool.isClosed() ? !closing || suspended.isEmpty() : pool.active().any();
    }
}

package dev.fxprof.scheduler.pool;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;

/**
 * A thread that looks every few milliseconds, while there is anything to look at, for deadlines that
 * passed, for tasks that were cancelled and still run, and for workers that are all stuck in long tasks
 * while others sleep.
 *
 * <p>
 * Assumptions: a worker that wakes calls {@link #attend}.
 *
 * <p>
 * Guarantees: once all workers have slept for {@value #LINGER} looks it sleeps itself until the next
 * deadline, so that a pool that is idle costs nothing.
 *
 * <p>
 * Progress: {@link #expire} and {@link #stop} do not block; they wake this thread if it sleeps.
 */
final class Watch implements Runnable {
    /** Looks in vain before it sleeps, so that a trickle of tasks need not wake it for each. */
    private static final int LINGER = 50;
    private static final int INBOX_CHUNK = 64;
    private static final int PRUNE = 1024;

    private final WorkerPool pool;
    private final long everyNanos;
    private final Thread thread;
    private final MpscUnboundedAtomicArrayQueue<Deadline> newDeadlines = new MpscUnboundedAtomicArrayQueue<>(
            INBOX_CHUNK);
    private final MpscUnboundedAtomicArrayQueue<PoolTask> newStopping = new MpscUnboundedAtomicArrayQueue<>(
            INBOX_CHUNK);
    private final PriorityQueue<Deadline> deadlines = new PriorityQueue<>(
            Comparator.comparingLong(Deadline::left));
    private final List<PoolTask> stopping = new ArrayList<>();
    private final long origin = System.nanoTime();
    private int pruneAt = PRUNE;
    private long begunBefore;
    private int looksInVain;
    private volatile boolean asleep;
    private volatile boolean over;

    Watch(WorkerPool pool) {
        this.pool = pool;
        everyNanos = TimeUnit.MILLISECONDS.toNanos(pool.options().watchMillis());
        thread = Thread.ofPlatform().daemon().name(pool.options().threadName() + "watch")
                .unstarted(this);
    }

    Thread thread() {
        return thread;
    }

    /** Cancels the task when its deadline has passed. */
    void expire(PoolTask task) {
        long at = System.nanoTime() - origin + task.options().deadlineNanos();
        newDeadlines.offer(new Deadline(task, at < 0 ? Long.MAX_VALUE : at));
        attend();
    }

    /** Tells the task to stop until it did. */
    void stop(PoolTask task) {
        newStopping.offer(task);
        attend();
    }

    /** Makes sure that it does not sleep. */
    void attend() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    boolean isAsleep() {
        return asleep;
    }

    void end() {
        over = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (!over) {
            try {
                look();
                rest();
            } catch (Throwable e) {
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }

    private void look() {
        for (Deadline next; (next = newDeadlines.poll()) != null;) {
            deadlines.add(next);
        }
        long now = System.nanoTime() - origin;
        while (!deadlines.isEmpty() && deadlines.peek().left() <= now) {
            PoolTask late = deadlines.poll().task();
            late.cancel("it missed its deadline of " + millis(late.options().deadlineNanos())
                    + " ms");
        }
        if (deadlines.size() > pruneAt) {
            deadlines.removeIf(deadline -> deadline.task().phase().isFinal());
            pruneAt = Math.max(PRUNE, 2 * deadlines.size());
        }
        for (PoolTask next; (next = newStopping.poll()) != null;) {
            stopping.add(next);
        }
        stopping.removeIf(task -> task.phase().isFinal());
        for (PoolTask task : stopping) {
            if (task.phase().isRunning()) {
                task.stop();
            }
        }
        push();
    }

    /** Wakes one more worker if tasks wait and none of those awake took one since the last look. */
    private void push() {
        long begun = pool.begun();
        if (begun == begunBefore && pool.active().any()) {
            pool.sleepers().wakeOne();
        }
        begunBefore = begun;
    }

    private void rest() {
        looksInVain = isIdle() ? looksInVain + 1 : 0;
        long nap = everyNanos;
        if (!deadlines.isEmpty()) {
            nap = Math.clamp(deadlines.peek().left() - (System.nanoTime() - origin), 1, nap);
        }
        if (looksInVain < LINGER) {
            LockSupport.parkNanos(this, nap);
            return;
        }
        asleep = true;
        if (isIdle() && !over) {
            if (deadlines.isEmpty()) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, Math.max(1,
                        deadlines.peek().left() - (System.nanoTime() - origin)));
            }
        }
        asleep = false;
    }

    private boolean isIdle() {
        return pool.sleepers().awake() == 0 && stopping.isEmpty() && newStopping.isEmpty()
                && newDeadlines.isEmpty();
    }

    private static String millis(long nanos) {
        return new BigDecimal(nanos).movePointLeft(6).stripTrailingZeros()
                .toPlainString();
    }

    /**
     * When a task is late.
     *
     * @param task the task
     * @param left nanoseconds after the start of the watch
     */
    private record Deadline(PoolTask task, long left) {}
}

package dev.fxprof.scheduler.pool;

import dev.fxprof.api.LaneCounts;
import dev.fxprof.api.TaskBody;
import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskLane;
import dev.fxprof.api.TaskOptions;
import dev.fxprof.api.TaskQueueFullException;
import dev.fxprof.api.TaskWorker;
import dev.fxprof.scheduler.pool.Status.Phase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The tasks of one resource.
 *
 * <p>
 * Assumptions: any thread submits and cancels; workers take tasks by {@link #take}.
 *
 * <p>
 * Guarantees: a task that was submitted is begun by a worker or cancelled. A task that was cancelled in
 * the queue leaves a husk there, which takes no part in the count of those waiting; husks are swept out
 * before there are more of them than tasks may wait.
 *
 * <p>
 * Progress: submission is lock-free and never blocks.
 */
final class Lane implements TaskLane, TaskHost {
    private static final int HUSKS = 256;

    private final WorkerPool pool;
    private final String resource;
    private final int index;
    private final LaneTally tally;
    private final LaneSlots slots = new LaneSlots();
    private final LaneQueues queues = new LaneQueues();
    /** Tasks on threads of their own that have no slot yet. */
    private final ChunkQueue blocking = new ChunkQueue();
    /** Resumed tasks that have no slot yet. */
    private final ChunkQueue deferred = new ChunkQueue();
    private final AtomicInteger husks = new AtomicInteger();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile int weight = 1;

    Lane(WorkerPool pool, String resource, int index) {
        this.pool = pool;
        this.resource = resource;
        this.index = index;
        tally = new LaneTally(pool.options().workers(), pool.options().laneCapacity());
    }

    int index() {
        return index;
    }

    int weight() {
        return weight;
    }

    LaneSlots slots() {
        return slots;
    }

    @Override
    public String resource() {
        return resource;
    }

    @Override
    public TaskHandle submit(TaskBody body, TaskOptions options) {
        Objects.requireNonNull(body, "body");
        PoolTask task = new PoolTask(this, body, Objects.requireNonNull(options, "options"));
        pool.requireOpen();
        int waiting = tally.admit();
        if (waiting >= 0) {
            throw new TaskQueueFullException(resource, waiting, tally.capacity());
        }
        if (options.deadlineNanos() > 0) {
            pool.watch().expire(task);
        }
        if (task.blocks()) {
            blocking.offer(task);
            startBlocking();
        } else {
            queues.offer(task, options.priority());
            published();
        }
        if (pool.isClosed()) {
            // It may have come too late for whoever cancels them all.
            task.cancel(WorkerPool.CLOSED);
        }
        return task;
    }

    /** Lets the workers know of tasks in the queues. */
    private void published() {
        // At its limit nobody could take them; whoever lets go of a slot looks for them.
        if (slots.isFree()) {
            pool.sleepers().signal(pool.active().set(index));
        }
    }

    /**
     * The next task, which the caller has begun and must run; null if there is none or no slot for it.
     * The slot is put into the worker's hands.
     */
    PoolTask take(Worker worker) {
        while (true) {
            int held = slots.acquire();
            if (held == LaneSlots.REFUSED) {
                pool.active().clear(index);
                if (slots.isFree() && !queues.isEmpty()) {
                    pool.active().set(index);
                }
                return null;
            }
            PoolTask task = queues.poll();
            if (task == null) {
                release(held);
                settle();
                return null;
            }
            if (task.begin(worker)) {
                tally.count(worker.index(), LaneTally.TAKEN);
                worker.hold(held);
                return task;
            }
            removedHusk();
            release(held);
        }
    }

    /** How many tasks wait for a worker, at least. If there is none, the workers need not look here. */
    int left() {
        int left = queues.atLeast();
        if (left == 0) {
            settle();
        }
        return left;
    }

    private void settle() {
        if (pool.active().settle(index, queues)) {
            // Its submitter may have found the old mark and so woken nobody.
            pool.sleepers().signal(true);
        }
    }

    /** Takes a slot for a resumed task; if there is none, keeps the task until there is. */
    int readmit(PoolTask task) {
        int held = task.takeGranted();
        if (held != 0) {
            return held;
        }
        if (task.phase() != Phase.READY) {
            // It needs no slot. Perhaps it was let out for one that another now waits for in vain.
            if (slots.isFree()) {
                repost();
            }
            return 0;
        }
        held = slots.acquire();
        if (held == LaneSlots.REFUSED) {
            deferred.offer(task);
            if (slots.isFree()) {
                repost();
            }
        }
        return held;
    }

    private void repost() {
        PoolTask task = deferred.poll();
        if (task != null) {
            task.home().post(task);
        }
    }

    /** A task let go of its slot. */
    void release(int held) {
        if (held == 0) {
            return;
        }
        // Straight to one that was resumed, else new tasks would be faster every time.
        PoolTask next = slots.isWithinLimit(held) ? deferred.poll() : null;
        if (next != null) {
            next.grant(held);
            next.home().post(next);
        } else {
            slots.release(held);
            reopen();
        }
    }

    private void reopen() {
        admitMore();
        startBlocking();
    }

    private void admitMore() {
        repost();
        if (!queues.isEmpty()) {
            published();
        }
    }

    private void startBlocking() {
        while (!blocking.isEmpty()) {
            int held = slots.acquireBlocking();
            if (held == LaneSlots.REFUSED) {
                return;
            }
            PoolTask task = blocking.poll();
            if (task != null && !task.phase().isFinal()) {
                pool.blocking().start(this, task, held);
                continue;
            }
            if (task != null) {
                removedHusk();
            }
            slots.release(held);
            // Somebody may have been refused because of the slot held here for nothing.
            admitMore();
        }
    }

    /** Counts one as begun that has a thread of its own. */
    void begun() {
        tally.count(-1, LaneTally.TAKEN);
    }

    @Override
    public void ready(PoolTask task) {
        if (!task.blocks()) {
            task.home().post(task);
        } else if (task.phase() == Phase.STOP_READY) {
            pool.blocking().start(this, task, 0);
        } else {
            blocking.offer(task);
            startBlocking();
        }
    }

    @Override
    public void stopping(PoolTask task) {
        pool.watch().stop(task);
    }

    @Override
    public void over(PoolTask task, boolean begun) {
        // A task that began ends on its worker's thread.
        int where = begun && task.home() != null ? task.home().index() : -1;
        int what = switch (task.phase()) {
            case DONE -> LaneTally.DONE;
            case FAILED -> LaneTally.FAILED;
            default -> LaneTally.CANCELLED;
        };
        if (!begun) {
            tally.count(where, LaneTally.TAKEN);
            if (husks.incrementAndGet() > Math.max(HUSKS, tally.capacity())) {
                sweep();
            }
        }
        tally.count(where, what);
    }

    /** Takes the husks out. Workers that look in meanwhile find less than there is. */
    private void sweep() {
        if (!sweeping.compareAndSet(false, true)) {
            return;
        }
        try {
            // All there is, or else it would change its order; with a limit, as others may go on.
            int most = HUSKS + 4 * (husks.getAndSet(0) + (int) tally.waiting());
            Queue<PoolTask> kept = new ArrayDeque<>();
            for (PoolTask task; most > 0 && (task = queues.poll()) != null; most--) {
                if (!task.phase().isFinal()) {
                    kept.add(task);
                }
            }
            kept.forEach(task -> queues.offer(task, task.options().priority()));
            kept.clear();
            for (PoolTask task; most > 0 && (task = blocking.poll()) != null; most--) {
                if (!task.phase().isFinal()) {
                    kept.add(task);
                }
            }
            kept.forEach(blocking::offer);
        } finally {
            sweeping.set(false);
        }
        if (!queues.isEmpty()) {
            published();
        }
        startBlocking();
        if (pool.isClosed()) {
            cancelQueued();
        }
    }

    private void removedHusk() {
        // The count is a guess: a husk in the hands of a thread that is about to begin it counts as
        // well. Sweeping starts anew.
        husks.updateAndGet(count -> Math.max(0, count - 1));
    }

    /** Whether tasks run on threads of their own, or are about to. */
    boolean isBlocking() {
        return slots.isBlocking();
    }

    /** Cancels all that wait. */
    void cancelQueued() {
        for (PoolTask task; (task = queues.poll()) != null;) {
            task.cancel(WorkerPool.CLOSED);
        }
        for (PoolTask task; (task = blocking.poll()) != null;) {
            task.cancel(WorkerPool.CLOSED);
        }
    }

    @Override
    public TaskWorker worker(PoolTask task) {
        return task.blocks() ? Blocking.NO_WORKER : task.home();
    }

    @Override
    public void weight(int share) {
        if (share < 1 || share > MOST_WEIGHT) {
            throw new IllegalArgumentException(
                    "a lane's weight is 1 to " + MOST_WEIGHT + ", got " + share);
        }
        weight = share;
    }

    @Override
    public void limit(int most) {
        if (most < 0) {
            throw new IllegalArgumentException(
                    "a lane's limit is 1 or more, or 0 for none, got " + most);
        }
        slots.limit(most);
        List<PoolTask> again = new ArrayList<>();
        for (PoolTask task; (task = deferred.poll()) != null;) {
            again.add(task);
        }
        again.forEach(task -> task.home().post(task));
        reopen();
    }

    @Override
    public LaneCounts counts() {
        return tally.counts();
    }
}

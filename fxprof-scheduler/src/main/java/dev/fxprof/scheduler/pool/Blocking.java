package dev.fxprof.scheduler.pool;

import dev.fxprof.api.TaskWorker;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tasks that block, each on a virtual thread of its own.
 *
 * <p>
 * Assumptions: {@link #start} may be called twice for a task that is to be stopped; it runs once.
 *
 * <p>
 * Guarantees: a task is in here from its start until its final state, also while it waits.
 */
final class Blocking {
    static final TaskWorker NO_WORKER = new TaskWorker() {
        @Override
        public int index() {
            return -1;
        }

        @Override
        public Object attachment() {
            return null;
        }

        @Override
        public void attach(Object object) {
            throw new IllegalStateException(
                    "nothing can be kept on the thread of a task that blocks: it has no worker");
        }
    };

    private final Set<PoolTask> live = ConcurrentHashMap.newKeySet();
    private final String threadName;

    Blocking(String threadName) {
        this.threadName = threadName;
    }

    void start(Lane lane, PoolTask task, int held) {
        live.add(task);
        try {
            Thread.ofVirtual().name(threadName).inheritInheritableThreadLocals(false)
                    .start(() -> run(lane, task, held, null));
        } catch (Throwable e) {
            // No memory for a thread: the task must say so.
            run(lane, task, held, e);
        }
    }

    private void run(Lane lane, PoolTask task, int held, Throwable refused) {
        try {
            boolean first = task.phase() == Status.Phase.QUEUED;
            if (task.begin(Thread.currentThread())) {
                if (first) {
                    lane.begun();
                }
                task.run(refused);
            }
        } finally {
            if (task.phase().isFinal()) {
                live.remove(task);
            }
            lane.release(held);
        }
    }

    void cancelAll() {
        live.forEach(task -> task.cancel(WorkerPool.CLOSED));
    }

    boolean isOwn(Thread thread) {
        return live.stream().anyMatch(task -> task.runsOn(thread));
    }

    boolean isEmpty() {
        return live.isEmpty();
    }
}

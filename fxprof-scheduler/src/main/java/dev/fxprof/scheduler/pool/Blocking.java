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
        Thread.ofVirtual().name(threadName).start(() -> run(lane, task, held));
    }

    private void run(Lane lane, PoolTask task, int held) {
        try {
            boolean first = task.phase() == Status.Phase.QUEUED;
            if (task.begin(Thread.currentThread())) {
                if (first) {
                    lane.begun();
                }
                task.run(null);
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

    boolean isEmpty() {
        return live.isEmpty();
    }
}

package dev.fxprof.scheduler.pool;

import dev.fxprof.api.TaskPriority;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The tasks of a lane that wait for a worker: a queue for each priority, made when it is first used.
 *
 * <p>
 * Priorities order the tasks of one lane; between lanes only weights count, so that a resource gains
 * nothing over others by calling all it does urgent. A priority that was passed over {@value #PATIENCE}
 * times in a row goes next.
 *
 * <p>
 * Assumptions: any number of threads.
 *
 * <p>
 * Guarantees: first in, first out within a priority. With several workers at once the number of times
 * a priority is passed over may be a few more, since they count it without a lock.
 *
 * <p>
 * Progress: lock-free.
 */
final class LaneQueues {
    static final int PATIENCE = 8;

    private static final int PRIORITIES = TaskPriority.values().length;
    private static final VarHandle QUEUE = MethodHandles.arrayElementVarHandle(ChunkQueue[].class);

    private final ChunkQueue[] queues = new ChunkQueue[PRIORITIES];
    private final int[] passed = new int[PRIORITIES];
    /** The only priority used so far, PRIORITIES if there are several, -1 if none. */
    private volatile int only = -1;

    void offer(PoolTask task, TaskPriority priority) {
        int at = priority.ordinal();
        ChunkQueue queue = queues[at];
        if (queue == null) {
            queue = create(at);
        }
        queue.offer(task);
    }

    private synchronized ChunkQueue create(int at) {
        if (queues[at] == null) {
            QUEUE.setVolatile(queues, at, new ChunkQueue());
            only = only == -1 ? at : PRIORITIES;
        }
        return queue(at);
    }

    private ChunkQueue queue(int at) {
        return (ChunkQueue) QUEUE.getVolatile(queues, at);
    }

    PoolTask poll() {
        int one = only;
        if (one < PRIORITIES) {
            return one < 0 ? null : queue(one).poll();
        }
        for (int at = PRIORITIES - 1; at > 0; at--) {
            if (passed[at] >= PATIENCE) {
                PoolTask task = poll(at);
                if (task != null) {
                    return task;
                }
            }
        }
        for (int at = 0; at < PRIORITIES; at++) {
            PoolTask task = poll(at);
            if (task != null) {
                return task;
            }
        }
        return null;
    }

    private PoolTask poll(int at) {
        ChunkQueue queue = queue(at);
        PoolTask task = queue == null ? null : queue.poll();
        passed[at] = 0;
        if (task != null) {
            for (int lower = at + 1; lower < PRIORITIES; lower++) {
                ChunkQueue waiting = queue(lower);
                if (waiting != null && !waiting.isEmpty()) {
                    passed[lower]++;
                }
            }
        }
        return task;
    }

    boolean isEmpty() {
        return atLeast() == 0;
    }

    /** How many are in here, at least. */
    int atLeast() {
        int one = only;
        if (one < PRIORITIES) {
            return one < 0 ? 0 : queue(one).atLeast();
        }
        int sum = 0;
        for (int at = 0; at < PRIORITIES; at++) {
            ChunkQueue queue = queue(at);
            sum += queue == null ? 0 : queue.atLeast();
        }
        return sum;
    }
}

package dev.fxprof.scheduler.pool;

import dev.fxprof.api.TaskWorker;

/** What a task needs from the lane it is in. */
interface TaskHost {
    /** It is to be run again. */
    void ready(PoolTask task);

    /** It was cancelled and has not ended: it is to be told so again and again. */
    void stopping(PoolTask task);

    /**
     * It has reached its final state.
     *
     * @param begun false if it was cancelled in its queue
     */
    void over(PoolTask task, boolean begun);

    /** The worker of a task that has begun. */
    TaskWorker worker(PoolTask task);
}

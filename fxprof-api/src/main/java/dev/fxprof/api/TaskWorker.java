package dev.fxprof.api;

/** A thread of the pool, with what tasks keep there. */
public interface TaskWorker {
    /**
     * Its number.
     *
     * @return 0 up to the number of workers, exclusive; -1 for the thread of a task that blocks
     */
    int index();

    /**
     * What was attached to this worker.
     *
     * @return the object, or null
     */
    Object attachment();

    /**
     * Keeps an object for the tasks that run here. To be called on the worker's thread.
     *
     * @param object what to keep
     */
    void attach(Object object);
}

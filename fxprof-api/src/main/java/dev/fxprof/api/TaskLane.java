package dev.fxprof.api;

/**
 * The tasks of one resource. Lanes that have tasks waiting share the workers in proportion to their
 * weights.
 */
public interface TaskLane {
    /** Largest weight. */
    int MOST_WEIGHT = 100;

    /**
     * Whose tasks they are.
     *
     * @return name of the resource
     */
    String resource();

    /**
     * Submits a task with {@link TaskOptions#DEFAULT}. Never blocks, takes no lock.
     *
     * @param body what to do
     * @return the task
     * @throws TaskQueueFullException if as many tasks wait in this lane as may
     * @throws IllegalStateException if the scheduler is closed
     */
    default TaskHandle submit(TaskBody body) {
        return submit(body, TaskOptions.DEFAULT);
    }

    /**
     * Submits a task. Never blocks, takes no lock.
     *
     * @param body what to do
     * @param options how
     * @return the task
     * @throws TaskQueueFullException if as many tasks wait in this lane as may
     * @throws IllegalStateException if the scheduler is closed
     */
    TaskHandle submit(TaskBody body, TaskOptions options);

    /**
     * Sets this lane's share.
     *
     * @param weight 1, which is the default, to {@value #MOST_WEIGHT}
     */
    void weight(int weight);

    /**
     * Limits how many of its tasks run at once.
     *
     * @param most 1 or more, or 0 for no limit, which is the default
     */
    void limit(int most);

    /**
     * What became of its tasks so far.
     *
     * @return the counts; their sum may lag behind by tasks that are changing state
     */
    LaneCounts counts();
}

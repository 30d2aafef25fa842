package dev.fxprof.api;

/**
 * How a task is to be run.
 *
 * @param priority which tasks go first
 * @param kind what it does with its time
 * @param deadlineNanos how long after its submission it is cancelled, in nanoseconds; 0 for never
 */
public record TaskOptions(TaskPriority priority, TaskKind kind, long deadlineNanos) {
    /** Normal priority, computing, without a deadline. */
    public static final TaskOptions DEFAULT = new TaskOptions(TaskPriority.NORMAL,
            TaskKind.COMPUTES, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the deadline is negative
     */
    public TaskOptions {
        if (deadlineNanos < 0) {
            throw new IllegalArgumentException(
                    "a task's deadline must not be negative, got " + deadlineNanos + " ns");
        }
    }
}

package dev.fxprof.api;

/** What a task does. */
@FunctionalInterface
public interface TaskBody {
    /**
     * Does it.
     *
     * @param run the task
     * @return its result, or what {@link TaskRun#suspend()} returned
     * @throws Exception if it fails; an {@link InterruptedException} or any other exception after a
     *     cancellation means that it stopped because of that
     */
    Object run(TaskRun run) throws Exception;

    /**
     * Asked of a body that runs or waits, by the thread that cancels it: it should end soon. A waiting
     * one is resumed afterwards, to end; see {@link TaskRun#linger()}.
     *
     * @param reason why
     */
    default void stop(String reason) {
    }

    /**
     * Told once when the task has reached its final state, by the thread that brought it there. It
     * must not fail.
     *
     * @param task the task
     */
    default void ended(TaskHandle task) {
    }
}

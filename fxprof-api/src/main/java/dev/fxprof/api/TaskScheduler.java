package dev.fxprof.api;

import java.util.Optional;
import java.util.concurrent.Callable;

/** Runs work off the game thread. */
public interface TaskScheduler {
    /**
     * Why it takes no work here.
     *
     * @return one sentence, or empty if it does
     */
    Optional<String> unavailableReason();

    /**
     * Submits a task. Never blocks.
     *
     * @param resource resource that is billed
     * @param work what to run
     * @return the task
     * @throws IllegalStateException with the reason if the scheduler is unavailable
     */
    TaskHandle submit(String resource, Callable<?> work);
}

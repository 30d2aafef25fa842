package dev.fxprof.api;

import java.util.concurrent.CompletionStage;

/** A task that runs off the game thread. */
public interface TaskHandle {
    /**
     * Its result.
     *
     * @return completes with the result, or with the error
     */
    CompletionStage<Object> result();

    /**
     * Asks the task to stop.
     *
     * @param reason one sentence that its submitter will read
     */
    void cancel(String reason);
}

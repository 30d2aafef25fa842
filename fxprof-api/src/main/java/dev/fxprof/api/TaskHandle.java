package dev.fxprof.api;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A task that runs off the game thread, as its submitter sees it. */
public interface TaskHandle {
    /**
     * Where it is in its life. Once final it stays as it is.
     *
     * @return its state now
     */
    TaskState state();

    /**
     * Its result.
     *
     * @return completes with the result, with the error, or with a {@link
     *     java.util.concurrent.CancellationException} that has the reason as its message
     */
    CompletionStage<Object> result();

    /**
     * Cancels it. A task that is queued ends at once; one that runs is asked to stop and is {@link
     * TaskState#CANCELLING} until it did.
     *
     * @param reason one sentence that its submitter will read; the first one counts
     * @return whether it was not over and not cancelled before
     */
    boolean cancel(String reason);

    /**
     * Why it was cancelled.
     *
     * @return the reason, or empty if nobody cancelled it
     */
    Optional<String> cancelReason();
}

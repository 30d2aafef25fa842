package dev.fxprof.api;

import java.util.Optional;

/** A task as its body sees it. */
public interface TaskRun {
    /**
     * The thread that runs it.
     *
     * @return its worker
     */
    TaskWorker worker();

    /**
     * Why it was cancelled.
     *
     * @return the reason, or empty if nobody cancelled it
     */
    Optional<String> cancelled();

    /**
     * Lets go of the worker until somebody calls {@link #resume()}; the body is then run again, from
     * its beginning and on the same worker. To be called as {@code return run.suspend()}.
     *
     * @return what the body must return
     */
    Object suspend();

    /**
     * As {@link #suspend()}, and also in the run that follows a cancellation, in which a body that is
     * suspended is over: it has to clean up first, and knows that somebody will resume it.
     *
     * @return what the body must return
     */
    Object linger();

    /**
     * Lets the body run again. May be called from any thread, also before the body has returned from
     * the call in which it asked to be suspended; several calls before it runs again are one. Has no
     * effect on a task that is over.
     */
    void resume();
}

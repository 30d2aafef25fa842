package dev.fxprof.api;

/** Where a task is in its life. */
public enum TaskState {
    /** In its lane's queue. */
    QUEUED,
    /** A worker runs it. */
    RUNNING,
    /** It waits for something and holds no worker. */
    WAITING,
    /** Somebody cancelled it, and it has not stopped yet. */
    CANCELLING,
    /** It returned. */
    DONE,
    /** It raised an error. */
    FAILED,
    /** It was cancelled, or missed its deadline, and has stopped. */
    CANCELLED;

    /**
     * Whether nothing follows.
     *
     * @return true for the last three
     */
    public boolean isFinal() {
        return ordinal() >= DONE.ordinal();
    }
}

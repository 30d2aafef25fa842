package dev.fxprof.api;

/** As many tasks of a resource wait as may. */
public final class TaskQueueFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says who waits.
     *
     * @param resource whose tasks they are
     * @param waiting how many wait
     * @param most how many may
     */
    public TaskQueueFullException(String resource, int waiting, int most) {
        super("queue full: " + waiting + " of " + most + ", resource " + resource, null, false,
                false);
    }
}

package dev.fxprof.api;

/** Runs work off the game thread, on a bounded number of workers. */
public interface TaskScheduler extends AutoCloseable {
    /**
     * The lane of a resource.
     *
     * @param resource its name
     * @return the same lane for the same name
     */
    TaskLane lane(String resource);

    /**
     * How many tasks can compute at once.
     *
     * @return number of workers
     */
    int workers();

    /** Cancels every task, waits until the workers have ended, and takes no more. */
    @Override
    void close();
}

package dev.fxprof.scheduler;

import dev.fxprof.scheduler.pool.PoolOptions;

/**
 * How a server's scripts may use workers.
 *
 * @param workers threads that compute, 1 to {@value #MOST_WORKERS}
 * @param realtime whether results arrive when they are there, under a budget of time; else in the
 *     tick that a task's declared cost gives, under a budget of results and bytes
 * @param seed start of every random choice of a task
 * @param tickNanos length of a tick, in nanoseconds
 * @param queueLimit tasks of one resource that have not been delivered yet, 1 to 1,000,000
 * @param resultsPerTick most results that are delivered in a tick of virtual time, 1 or more
 * @param bytesPerTick most bytes of results that are delivered in a tick of virtual time, 1 or more
 * @param budgetNanos longest time that delivery takes of a tick of real time, in nanoseconds
 * @param mostBytes largest arguments, upvalues or results of one task, in bytes
 * @param limitSeconds how long a task may compute at a stretch, 1 or more
 */
public record AsyncSettings(int workers, boolean realtime, long seed, long tickNanos,
        int queueLimit, int resultsPerTick, long bytesPerTick, long budgetNanos, int mostBytes,
        int limitSeconds) {
    /** Most workers. */
    public static final int MOST_WORKERS = PoolOptions.MOST_WORKERS;
    /** Tasks of one resource on their way, where nothing is said. */
    public static final int DEFAULT_QUEUE_LIMIT = 4096;
    /** Results a tick, where nothing is said. */
    public static final int DEFAULT_RESULTS = 1000;
    /** Bytes of results a tick, where nothing is said. */
    public static final long DEFAULT_BYTES = 4L << 20;
    /** Time for delivery in a tick of 50 ms, where nothing is said. */
    public static final long DEFAULT_BUDGET_NANOS = 2_000_000;
    /** Largest arguments, upvalues or results of a task, where nothing is said. */
    public static final int DEFAULT_MOST_BYTES = 16 << 20;

    private static final int MOST_DEFAULT = 8;
    private static final int MOST_QUEUED = 1_000_000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range; the sentence says which
     */
    public AsyncSettings {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "workers must be from 1 to " + MOST_WORKERS + ", got " + workers);
        }
        if (queueLimit < 1 || queueLimit > MOST_QUEUED) {
            throw new IllegalArgumentException(
                    "tasks of a resource must be from 1 to " + MOST_QUEUED + ", got " + queueLimit);
        }
        if (resultsPerTick < 1 || bytesPerTick < 1) {
            throw new IllegalArgumentException(
                    "results and bytes a tick must be 1 or more, got " + resultsPerTick + " and "
                            + bytesPerTick);
        }
        if (limitSeconds < 1 || mostBytes < 1 || budgetNanos < 1 || tickNanos < 1) {
            throw new IllegalArgumentException("limits must be 1 or more");
        }
    }

    /**
     * As many workers as leave the machine a processor for the game thread; each has a ring of its own,
     * so not many.
     *
     * @return number of workers, 1 to {@value #MOST_DEFAULT}
     */
    public static int defaultWorkers() {
        return Math.clamp(Runtime.getRuntime().availableProcessors() - 1L, 1, MOST_DEFAULT);
    }

    /**
     * Default limits.
     *
     * @param workers threads that compute
     * @param realtime whether results arrive when they are there
     * @param seed start of every random choice
     * @param tickNanos length of a tick, in nanoseconds
     * @return the settings
     */
    public static AsyncSettings of(int workers, boolean realtime, long seed, long tickNanos) {
        return new AsyncSettings(workers, realtime, seed, tickNanos, DEFAULT_QUEUE_LIMIT,
                DEFAULT_RESULTS, DEFAULT_BYTES, DEFAULT_BUDGET_NANOS, DEFAULT_MOST_BYTES, 30);
    }
}

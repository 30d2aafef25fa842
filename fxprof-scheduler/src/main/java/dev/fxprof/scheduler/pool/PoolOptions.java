package dev.fxprof.scheduler.pool;

import dev.fxprof.api.TaskWorker;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a {@link WorkerPool} is built.
 *
 * @param workers how many tasks can compute at once, 1 to {@value #MOST_WORKERS}
 * @param laneCapacity how many tasks of a lane may wait, 1 or more
 * @param spinNanos how long a worker that found nothing looks on before it sleeps, in nanoseconds
 * @param watchMillis how often deadlines and progress are looked at, in milliseconds
 * @param threadName what the workers' names start with
 * @param starts told on a worker's thread before its first task
 * @param ends told on a worker's thread after its last task
 */
public record PoolOptions(int workers, int laneCapacity, long spinNanos, int watchMillis,
        String threadName, Consumer<TaskWorker> starts, Consumer<TaskWorker> ends) {
    /** Largest number of workers: one word has a bit for each. */
    public static final int MOST_WORKERS = 56;

    private static final int CAPACITY = 4096;
    private static final long SPIN_NANOS = 50_000;
    private static final int WATCH_MILLIS = 10;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is left
     */
    public PoolOptions {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "a pool has 1 to " + MOST_WORKERS + " workers, got " + workers);
        }
        if (laneCapacity < 1) {
            throw new IllegalArgumentException(
                    "a lane's capacity must be at least 1, got " + laneCapacity);
        }
        if (spinNanos < 0) {
            throw new IllegalArgumentException(
                    "the time to spin must not be negative, got " + spinNanos + " ns");
        }
        if (watchMillis < 1) {
            throw new IllegalArgumentException(
                    "the watch must look every 1 ms or less often, got " + watchMillis + " ms");
        }
        Objects.requireNonNull(threadName, "threadName");
        Objects.requireNonNull(starts, "starts");
        Objects.requireNonNull(ends, "ends");
    }

    /**
     * The defaults: 4096 tasks may wait in a lane, 50 us of spinning, a look every 10 ms.
     *
     * @param workers how many tasks can compute at once
     * @return the options
     */
    public static PoolOptions of(int workers) {
        return new PoolOptions(workers, CAPACITY, SPIN_NANOS, WATCH_MILLIS, "fxprof-worker-",
                worker -> {
                }, worker -> {
                });
    }

    /**
     * Another capacity of the lanes.
     *
     * @param most how many tasks of a lane may wait
     * @return the options
     */
    public PoolOptions withLaneCapacity(int most) {
        return new PoolOptions(workers, most, spinNanos, watchMillis, threadName, starts, ends);
    }

    /**
     * Another time to spin.
     *
     * @param nanos how long, 0 for not at all
     * @return the options
     */
    public PoolOptions withSpinNanos(long nanos) {
        return new PoolOptions(workers, laneCapacity, nanos, watchMillis, threadName, starts,
                ends);
    }

    /**
     * Another time between looks.
     *
     * @param millis how long
     * @return the options
     */
    public PoolOptions withWatchMillis(int millis) {
        return new PoolOptions(workers, laneCapacity, spinNanos, millis, threadName, starts, ends);
    }

    /**
     * Another name.
     *
     * @param name what the threads' names start with
     * @return the options
     */
    public PoolOptions withThreadName(String name) {
        return new PoolOptions(workers, laneCapacity, spinNanos, watchMillis, name, starts, ends);
    }

    /**
     * Whom to tell of the workers, on their own threads.
     *
     * @param begin told before a worker's first task; if it fails, so does every task there
     * @param end told after its last one
     * @return the options
     */
    public PoolOptions onWorker(Consumer<TaskWorker> begin, Consumer<TaskWorker> end) {
        return new PoolOptions(workers, laneCapacity, spinNanos, watchMillis, threadName, begin,
                end);
    }
}

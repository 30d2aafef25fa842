package dev.fxprof.scheduler.pool;

/**
 * Stand-in.
 *
 * @param workers workers
 * @param laneCapacity most
 */
public record PoolOptions(int workers, int laneCapacity) {
    /**
     * Stand-in.
     *
     * @param workers workers
     * @return options
     */
    public static PoolOptions of(int workers) {
        return new PoolOptions(workers, 1024);
    }

    /**
     * Stand-in.
     *
     * @param most most
     * @return options
     */
    public PoolOptions withLaneCapacity(int most) {
        return new PoolOptions(workers, most);
    }
}

package dev.fxprof.bench.scheduler;

import java.util.Map;
import java.util.Optional;

/**
 * What was published for tasks of one microsecond.
 *
 * @param rate tasks a second
 * @param p50Micros median from submission to begin
 */
public record Published(double rate, double p50Micros) {
    private static final Map<Integer, Published> BY_WORKERS = Map.of(2,
            new Published(125_000, 8), 4, new Published(240_000, 12), 8,
            new Published(390_000, 18), 16, new Published(480_000, 35));

    /**
     * The published figures.
     *
     * @param workers of so many threads
     * @return empty if there are none
     */
    public static Optional<Published> of(int workers) {
        return Optional.ofNullable(BY_WORKERS.get(workers));
    }
}

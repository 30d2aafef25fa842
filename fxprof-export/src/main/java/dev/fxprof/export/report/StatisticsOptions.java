package dev.fxprof.export.report;

import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;

/**
 * What {@link SpanStatistics} has to know of a stream before it comes.
 *
 * @param expectedTicks how many ticks it has, to compare its last fifth with its first; 0 if that is
 *     not known, and nothing is compared
 * @param hitchNanos duration above which a tick is a hitch
 * @param tickIntervalNanos time between two ticks that the server aims at
 * @param resource the one resource whose rows are wanted, or null for all
 * @param tickNumbers number of the tick that comes as the first, second, ... of the stream, where
 *     that holds only some ticks; null if it holds all of the capture
 * @param beside tells the tracks that have no ticks though others have: they are in the tables of what
 *     ran, but not in what is added up over the server's thread, since they may show it again
 */
public record StatisticsOptions(long expectedTicks, long hitchNanos, long tickIntervalNanos,
        String resource, LongUnaryOperator tickNumbers, IntPredicate beside) {
    /** Above this, the server itself reports a tick as a hitch: 150 ms. */
    public static final long DEFAULT_HITCH_NANOS = 150_000_000;

    /** The server ticks at 20 Hz: 50 ms. */
    public static final long DEFAULT_TICK_INTERVAL_NANOS = 50_000_000;

    /**
     * Options of a whole stream with the defaults of the server.
     *
     * @param expectedTicks how many ticks it will have, or 0
     */
    public StatisticsOptions(long expectedTicks) {
        this(expectedTicks, DEFAULT_HITCH_NANOS, DEFAULT_TICK_INTERVAL_NANOS, null, null,
                _ -> false);
    }

    /**
     * The same with other bounds.
     *
     * @param hitch duration above which a tick is a hitch, nanoseconds
     * @param tickInterval time between two ticks, nanoseconds
     * @return options
     */
    public StatisticsOptions withTimes(long hitch, long tickInterval) {
        return new StatisticsOptions(expectedTicks, hitch, tickInterval, resource, tickNumbers,
                beside);
    }

    boolean isSelection() {
        return tickNumbers != null;
    }

    boolean wants(String name) {
        return resource == null || resource.equals(name);
    }
}

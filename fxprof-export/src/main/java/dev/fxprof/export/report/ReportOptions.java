package dev.fxprof.export.report;

import java.util.OptionalLong;

/**
 * What of a capture is to be reported.
 *
 * @param tickIntervalNanos time between two ticks that the server aims at, which is the budget of one
 * @param hitchNanos duration above which a tick is a hitch
 * @param tick number of the only tick that counts, from 0
 * @param overNanos only ticks longer than this count; empty for all
 * @param resource the one resource whose rows are wanted, or null for all
 */
public record ReportOptions(long tickIntervalNanos, long hitchNanos, OptionalLong tick,
        OptionalLong overNanos, String resource) {
    /** The whole capture, with the times of a server that ticks at 20 Hz. */
    public static final ReportOptions DEFAULT = new ReportOptions(
            StatisticsOptions.DEFAULT_TICK_INTERVAL_NANOS, StatisticsOptions.DEFAULT_HITCH_NANOS,
            OptionalLong.empty(), OptionalLong.empty(), null);

    /**
     * The same with one tick alone.
     *
     * @param number its number, from 0
     * @return options
     */
    public ReportOptions withTick(long number) {
        return new ReportOptions(tickIntervalNanos, hitchNanos, OptionalLong.of(number),
                overNanos, resource);
    }

    /**
     * The same with slow ticks alone.
     *
     * @param nanos duration above which a tick counts
     * @return options
     */
    public ReportOptions withTicksOver(long nanos) {
        return new ReportOptions(tickIntervalNanos, hitchNanos, tick, OptionalLong.of(nanos),
                resource);
    }

    /**
     * The same with one resource alone.
     *
     * @param name its name
     * @return options
     */
    public ReportOptions withResource(String name) {
        return new ReportOptions(tickIntervalNanos, hitchNanos, tick, overNanos, name);
    }

    /** Whether some ticks were chosen. */
    boolean isSelection() {
        return tick.isPresent() || overNanos.isPresent();
    }

    boolean takes(long number, long nanos) {
        return (tick.isEmpty() || tick.getAsLong() == number)
                && (overNanos.isEmpty() || nanos > overNanos.getAsLong());
    }

    boolean takesSlow(long number, long nanos) {
        return nanos > tickIntervalNanos && takes(number, nanos);
    }
}

package dev.fxprof.simulator.overhead;

/**
 * Tick time with the profiler and without.
 *
 * @param offNanos mean tick without it, in nanoseconds
 * @param onNanos the same with it: {@code offNanos} raised by the percentage
 * @param percent what it adds, in percent of the tick without it
 * @param pairs pairs of blocks compared
 * @param ticksOn ticks that were recorded, warm-up left out
 * @param reached whether the interval became as narrow as asked for before the time was up
 */
public record FrameCost(double offNanos, double onNanos, Interval percent, int pairs, long ticksOn,
        boolean reached) {}

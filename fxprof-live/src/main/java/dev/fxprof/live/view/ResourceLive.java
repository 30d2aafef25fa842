package dev.fxprof.live.view;

/**
 * One resource within a window.
 *
 * @param name its name
 * @param calls activations that entered it from another resource or from outside
 * @param selfNanos self time, the natives that it called included
 * @param totalNanos time with at least one of its slices open
 * @param tickPercent self time as a share of all ticks of the window; of the window itself where it
 *     has no ticks
 * @param p50Nanos median of its self time a tick, over the ticks in which it ran
 * @param p99Nanos 99th percentile of the same
 * @param maxNanos its self time in the tick where that was largest
 * @param callsPerSecond calls a second
 * @param eventsPerSecond handlers of events a second
 * @param nativesPerSecond natives that it called, a second
 * @param tasksPerSecond tasks of Async that began, a second
 * @param bytesInPerSecond bytes of net events and requests received a second
 * @param bytesOutPerSecond bytes of events, state bags and requests sent a second, each message once
 * @param memoryBytes memory of its runtimes as last told, or -1 where the source does not tell
 */
public record ResourceLive(String name, long calls, long selfNanos, long totalNanos,
        double tickPercent, long p50Nanos, long p99Nanos, long maxNanos, double callsPerSecond,
        double eventsPerSecond, double nativesPerSecond, double tasksPerSecond,
        double bytesInPerSecond, double bytesOutPerSecond, long memoryBytes) {}

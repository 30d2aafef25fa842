package dev.fxprof.live.view;

import java.util.Map;

/**
 * What the profiler itself costs, and what it lost. Counts are sums since the daemon began.
 *
 * @param spans activations seen
 * @param slices slices seen
 * @param dropped records lost on their way, by reason: {@code ringFull}, {@code treeTooLarge},
 *     {@code drainKilled}, and {@code liveBehind} for what came here and could not be looked at
 * @param waiting records that nobody has taken yet
 * @param ringSlots records that a ring holds, 0 where there is none
 * @param ringHighWater most records seen waiting in a ring
 * @param clock what stamps the spans, empty where it is not known
 * @param clockErrorNanos bound of its error
 * @param clockSteps times it was seen to step
 * @param profilerTickPercent what recording took of the ticks of the last minute; -1 where the source
 *     does not tell
 * @param analysisPercent share of one core that the daemon's analysis of this server took in the last
 *     minute
 * @param recorderBytes memory that the flight recorder holds
 * @param recorderLimitBytes the most it may hold
 * @param recorderSeconds how far back it reaches now
 * @param recorderWantedSeconds how far back it is to reach
 * @param forgottenEarly slices it had to forget before their time for want of memory
 */
public record OwnCost(long spans, long slices, Map<String, Long> dropped, long waiting,
        int ringSlots, long ringHighWater, String clock, long clockErrorNanos, long clockSteps,
        double profilerTickPercent, double analysisPercent, long recorderBytes,
        long recorderLimitBytes, double recorderSeconds, double recorderWantedSeconds,
        long forgottenEarly) {
    /** Keeps a copy of the map. */
    public OwnCost {
        dropped = Map.copyOf(dropped);
    }

    /**
     * Records lost for any reason.
     *
     * @return count
     */
    public long droppedInAll() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
}

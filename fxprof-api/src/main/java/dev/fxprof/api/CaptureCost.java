package dev.fxprof.api;

/**
 * What a capture says of itself: offered = written + dropped + still waiting.
 *
 * @param offered records that producers offered: slices, links and counters
 * @param written records that reached the sinks
 * @param droppedFull records that a full ring refused
 * @param droppedTree slices given up because one tree grew beyond the reorder stage
 * @param droppedDrain records lost with a drain that was killed
 * @param waiting records that nobody has taken yet
 * @param overflowedNames calls whose name found no room in the table
 * @param ringSlots records a ring holds
 * @param highWater most records seen waiting in a ring
 * @param clock what stamped the spans: {@code nanotime} or {@code tsc}
 * @param clockErrorNanos bound of that clock's error, nanoseconds
 * @param clockSteps times it was seen to step
 */
public record CaptureCost(long offered, long written, long droppedFull, long droppedTree,
        long droppedDrain, long waiting, long overflowedNames, int ringSlots, long highWater,
        String clock, long clockErrorNanos, long clockSteps) {
    /**
     * Records lost for any reason.
     *
     * @return count
     */
    public long dropped() {
        return droppedFull + droppedTree + droppedDrain;
    }
}

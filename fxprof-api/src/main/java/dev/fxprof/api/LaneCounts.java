package dev.fxprof.api;

/**
 * What became of the tasks of a lane.
 *
 * @param submitted taken into the queue
 * @param rejected refused because the queue was full
 * @param done returned
 * @param failed raised an error
 * @param cancelled were cancelled or missed their deadline
 * @param waiting in the queue now
 */
public record LaneCounts(long submitted, long rejected, long done, long failed, long cancelled,
        long waiting) {}

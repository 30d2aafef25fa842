package dev.fxprof.live.view;

/**
 * One tick of a server's thread.
 *
 * @param number counted from 0, over restarts of the source
 * @param atMillis when it began
 * @param durationNanos how long it took
 * @param intervalNanos from the begin of the tick before to its own; 0 for the first of a source
 */
public record TickPoint(long number, long atMillis, long durationNanos, long intervalNanos) {}

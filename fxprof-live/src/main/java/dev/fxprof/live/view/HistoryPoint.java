package dev.fxprof.live.view;

/**
 * The ticks of one second.
 *
 * @param atMillis begin of the second
 * @param ticks how many began in it
 * @param meanNanos mean of their durations, 0 without ticks
 * @param maxNanos the longest of them
 * @param hitches how many broke a rule
 */
public record HistoryPoint(long atMillis, int ticks, long meanNanos, long maxNanos, int hitches) {}

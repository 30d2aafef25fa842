package dev.fxprof.api;

/**
 * How far one ring has been delivered.
 *
 * @param segment identity of the segment
 * @param ring number of the ring in its segment, from 0
 * @param records records delivered since the segment was made
 */
public record RingPosition(long segment, int ring, long records) {}

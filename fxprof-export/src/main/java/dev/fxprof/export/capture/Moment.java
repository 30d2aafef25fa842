package dev.fxprof.export.capture;

/**
 * One end of a link.
 *
 * @param track where it is
 * @param nanos a moment within the slice; of an effect mostly its start
 * @param span id of the slice's span as the file names it, or 0 if it does not; then the innermost slice
 *     counts
 */
public record Moment(ReadTrack track, long nanos, long span) {}

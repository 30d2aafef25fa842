package dev.fxprof.export.capture;

/**
 * One end of a link.
 *
 * @param track where it is
 * @param nanos a moment within the slice; of an effect mostly its start
 * @param span id of the slice's span as the file names it, or 0 if it does not; then the innermost slice
 *     counts. A cause that is named may stand in no slice at all: an earlier file holds it
 * @param isNext whether the slice is meant that begins then, or next
 */
public record Moment(ReadTrack track, long nanos, long span, boolean isNext) {
    /**
     * A moment within a slice.
     *
     * @param track where it is
     * @param nanos the moment
     * @param span id of the slice's span, or 0
     */
    public Moment(ReadTrack track, long nanos, long span) {
        this(track, nanos, span, false);
    }
}

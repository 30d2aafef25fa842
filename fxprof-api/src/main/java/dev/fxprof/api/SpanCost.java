package dev.fxprof.api;

/**
 * What a call costs the thread that is profiled beside what the call does.
 *
 * @param recordedNanos begin and end of a recorded span, nanoseconds
 * @param insideNanos the part of it that lies between the span's two time stamps, nanoseconds
 * @param rareInsideNanos the same for one recorded call among many that are left out, whose code and
 *     data are not in the caches, nanoseconds
 * @param leftOutNanos begin and end of a call that is left out, nanoseconds
 */
public record SpanCost(double recordedNanos, double insideNanos, double rareInsideNanos,
        double leftOutNanos) {
    /** Nothing, for streams whose times are to be taken as they are. */
    public static final SpanCost NONE = new SpanCost(0, 0, 0, 0);

    /**
     * The part of a recorded span's cost that lies outside its time stamps.
     *
     * @return nanoseconds
     */
    public double outsideNanos() {
        return Math.max(0, recordedNanos - insideNanos);
    }
}

package dev.fxprof.export.report;

/**
 * One thread of the recording.
 *
 * @param name its name; not unique
 * @param spans activations on it
 * @param slices stretches of them
 * @param busyNanos time with a slice open
 * @param busyPercent that as a share of the recorded time
 */
public record TrackRow(String name, long spans, long slices, long busyNanos,
        double busyPercent) {}

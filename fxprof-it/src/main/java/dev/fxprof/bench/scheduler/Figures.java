package dev.fxprof.bench.scheduler;

import org.HdrHistogram.Histogram;

/** Names of what the loads measure. */
public final class Figures {
    /** Tasks a second, the median of the stretches. */
    public static final String RATE = "rate";
    /** Median from submission to begin. */
    public static final String P50_MICROS = "p50Micros";
    /** 99th percentile from submission to begin. */
    public static final String P99_MICROS = "p99Micros";
    /** Part of the load that could be submitted in time, 1 for all of it. */
    public static final String SUBMITTED = "submitted";
    /** Mean time of the call that submits, the median of the stretches. */
    public static final String SUBMIT_NANOS = "submitNanos";
    /** Median time of the call that submits. */
    public static final String SUBMIT_P50_NANOS = "submitP50Nanos";

    private Figures() {
    }

    static double micros(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1000.0;
    }
}

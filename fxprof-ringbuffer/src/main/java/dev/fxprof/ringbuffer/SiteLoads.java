package dev.fxprof.ringbuffer;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import java.util.Arrays;

/**
 * How often each site is called and how long its calls take, from the spans that were recorded.
 *
 * <p>Assumptions: one thread calls the methods. Guarantees: memory depends on the number of sites.
 */
final class SiteLoads {
    /** Weight of the newest window in the average. */
    private static final double NEWEST = 0.5;

    private final SiteTable sites;
    private boolean[] known = new boolean[0];
    private boolean[] governed = new boolean[0];
    private long[] calls = new long[0];
    private long[] nanos = new long[0];
    private double[] rate = new double[0];
    private double[] mean = new double[0];
    private long tickNanos;
    private long fixedRecords;
    private double fixedRate;

    SiteLoads(SiteTable sites) {
        this.sites = sites;
    }

    void count(SpanBatch batch) {
        for (int i = 0, slices = batch.slices(); i < slices; i++) {
            if (!batch.isPlaceholder(i)) {
                count(batch, i, batch.site(i));
            }
        }
    }

    private void count(SpanBatch batch, int i, int site) {
        if (site >= calls.length) {
            grow(Math.max(site + 1, 2 * calls.length + 256));
        }
        SpanKind kind = known[site] ? null : sites.site(site).kind();
        if (kind != null) {
            known[site] = true;
            governed[site] = kind == SpanKind.FUNCTION || kind == SpanKind.NATIVE;
        }
        long duration = batch.endNanos(i) - batch.startNanos(i);
        if (!governed[site]) {
            fixedRecords++;
            if (batch.depth(i) == 0) {
                tickNanos += duration;
            }
            return;
        }
        calls[site] += batch.calls(i);
        nanos[site] += batch.calls(i) * duration;
    }

    private void grow(int length) {
        known = Arrays.copyOf(known, length);
        governed = Arrays.copyOf(governed, length);
        calls = Arrays.copyOf(calls, length);
        nanos = Arrays.copyOf(nanos, length);
        rate = Arrays.copyOf(rate, length);
        mean = Arrays.copyOf(mean, length);
    }

    /** Time of all ticks and other outermost spans since the last fold, in nanoseconds. */
    long tickNanos() {
        return tickNanos;
    }

    /** Takes the window into the averages and begins the next one. */
    void fold(SamplingRates rates) {
        for (int site = 1; site < calls.length; site++) {
            if (calls[site] > 0) {
                double newest = (double) calls[site] / tickNanos;
                rate[site] = rate[site] == 0 ? newest : mix(rate[site], newest);
                double took = (double) nanos[site] / calls[site];
                mean[site] = mean[site] == 0 ? took : mix(mean[site], took);
            } else if (rates.level(site) != SamplingRates.CLOSED) {
                rate[site] *= 1 - NEWEST;
            }
        }
        double newest = (double) fixedRecords / tickNanos;
        fixedRate = fixedRate == 0 ? newest : mix(fixedRate, newest);
        Arrays.fill(calls, 0);
        Arrays.fill(nanos, 0);
        tickNanos = 0;
        fixedRecords = 0;
    }

    private static double mix(double before, double newest) {
        return before + NEWEST * (newest - before);
    }

    /** One more than the highest site there is something to say of. */
    int size() {
        return rate.length;
    }

    /** Calls a nanosecond of tick time; 0 for sites that are always recorded. */
    double rate(int site) {
        return rate[site];
    }

    /** Mean duration of a call, in nanoseconds. */
    double mean(int site) {
        return mean[site];
    }

    /** Records of sites that are always recorded, a nanosecond of tick time. */
    double fixedRate() {
        return fixedRate;
    }
}

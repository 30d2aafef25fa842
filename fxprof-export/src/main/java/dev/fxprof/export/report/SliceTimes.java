package dev.fxprof.export.report;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;
import java.util.Arrays;

/**
 * Duration and self time of each slice of a batch. They are estimates where only some calls were
 * recorded: a slice that stands for several calls takes the time of all of them from the slice around
 * it, and what the profiler itself cost within a slice is left out. A single slice's estimate may be
 * negative; sums are right on average (Horvitz and Thompson 1952).
 *
 * <p>But for one thing: of a slice that stands for several calls and would by itself make a
 * fiftieth of its site's time, only so much is multiplied. Mostly it is the machine that stopped
 * within it, and one such slice of 8 ms would stand for half a second.
 */
public final class SliceTimes {
    private static final double LARGEST_PART = 0.02;
    /** Multiples of the mean that are never cut. */
    private static final double USUAL = 32;
    private static final long ENOUGH = 64;

    private SpanCost cost = SpanCost.NONE;
    /**
     * By site: slices that stood for several calls, their time, and the time of all calls they stood
     * for.
     */
    private long[] seen = new long[256];
    private double[] sums = new double[256];
    private double[] weighed = new double[256];
    private double[] own = new double[64];
    private double[] children = new double[64];
    private double[] nanos = new double[64];

    /**
     * Says what a call costs beside what it does.
     *
     * @param measured as the recording says
     */
    public void cost(SpanCost measured) {
        cost = measured;
    }

    /**
     * Works out the times of all slices of a batch.
     *
     * @param batch the batch; not kept
     */
    public void of(SpanBatch batch) {
        int slices = batch.slices();
        if (slices > own.length) {
            int length = Math.max(slices, 2 * own.length);
            own = new double[length];
            children = new double[length];
            nanos = new double[length];
        }
        for (int i = 0; i < slices; i++) {
            own[i] = batch.isPlaceholder(i) ? 0 : inside(batch, i);
            children[i] = 0;
        }
        // Begin order, so that a slice comes after the one around it.
        for (int i = slices - 1; i >= 0; i--) {
            nanos[i] = batch.endNanos(i) - batch.startNanos(i) - own[i];
            if (batch.calls(i) > 1 && !batch.isPlaceholder(i)) {
                nanos[i] -= excess(batch.site(i), nanos[i] - children[i], batch.calls(i));
            }
            int parent = batch.parent(i);
            if (parent >= 0 && !batch.isBelowLeftOut(i)) {
                long calls = batch.calls(i);
                children[parent] += calls * nanos[i];
                own[parent] += own[i] + cost.outsideNanos()
                        + (calls - 1) * (cost.leftOutNanos() + own[i] - inside(batch, i));
            }
        }
    }

    /** What is to be taken off a slice's self time, so that its excess counts once. */
    private double excess(int site, double self, long calls) {
        if (site >= seen.length) {
            int length = Math.max(site + 1, 2 * seen.length);
            seen = Arrays.copyOf(seen, length);
            sums = Arrays.copyOf(sums, length);
            weighed = Arrays.copyOf(weighed, length);
        }
        double usual = USUAL * sums[site] / Math.max(1, seen[site]);
        double most = Math.max(usual, LARGEST_PART * weighed[site] / calls);
        boolean cut = seen[site] >= ENOUGH && usual > 0 && self > most;
        double excess = cut ? (self - most) * (calls - 1) / calls : 0;
        seen[site]++;
        sums[site] += cut ? most : self;
        weighed[site] += calls * (self - excess);
        return excess;
    }

    private double inside(SpanBatch batch, int i) {
        return batch.calls(i) == 1 ? cost.insideNanos() : cost.rareInsideNanos();
    }

    /**
     * Duration of a slice.
     *
     * @param i its index in the batch
     * @return nanoseconds
     */
    public long nanos(int i) {
        return Math.round(nanos[i]);
    }

    /**
     * Duration of a slice less that of the calls directly in it.
     *
     * @param i its index in the batch
     * @return nanoseconds
     */
    public long self(int i) {
        return Math.round(nanos[i] - children[i]);
    }
}

package dev.fxprof.ringbuffer;

import dev.fxprof.api.SpanCost;
import java.util.Arrays;

/**
 * How often each site is to be recorded so that recording costs no more than a share of the tick: a
 * call is recorded with a probability in proportion to how long the site's calls take. Then each
 * stretch of time is recorded as densely as any other, and among all ways to spend the same cost this
 * one leaves the least error in the times (Neyman 1934: in proportion to size times deviation).
 *
 * <p>Sites whose calls are so short that not even one call in 2^{@value #MOST} is due, and that take
 * less than a hundredth of the tick, are not recorded at all.
 */
final class SamplingRates {
    /** Level of a site that is recorded for one call in 2^n is n. */
    static final int MOST = 10;
    /** Level of a site that is not recorded. */
    static final int CLOSED = MOST + 1;

    private static final double SMALL_SHARE = 0.01;
    private static final double STEP = Math.pow(2, 0.25);
    private static final double UNAVOIDABLE = 1.1;
    private static final double LEAST_DENSITY = 1e-12;

    private final SiteLoads loads;
    private final SpanCost cost;
    private byte[] levels = new byte[0];

    SamplingRates(SiteLoads loads, SpanCost cost) {
        this.loads = loads;
        this.cost = cost;
    }

    int level(int site) {
        return site < levels.length ? levels[site] : 0;
    }

    void level(int site, int level) {
        if (site >= levels.length) {
            levels = Arrays.copyOf(levels, loads.size());
        }
        levels[site] = (byte) level;
    }

    /** Share of the tick that recording costs as things are. */
    double share() {
        double sum = loads.fixedRate() * cost.recordedNanos();
        for (int site = 1; site < loads.size(); site++) {
            sum += share(site, level(site));
        }
        return sum;
    }

    private double share(int site, int level) {
        double probability = level == CLOSED ? 0 : 1.0 / (1 << level);
        return loads.rate(site) * (probability * cost.recordedNanos()
                + (1 - probability) * cost.leftOutNanos());
    }

    /** Share if each nanosecond of a call were recorded with this probability. */
    private double shareAt(double density) {
        double sum = loads.fixedRate() * cost.recordedNanos();
        for (int site = 1; site < loads.size(); site++) {
            if (loads.rate(site) > 0) {
                sum += share(site, levelAt(site, density));
            }
        }
        return sum;
    }

    /** Share if every call that can be left out were. */
    private double leastShare() {
        double sum = loads.fixedRate() * cost.recordedNanos();
        for (int site = 1; site < loads.size(); site++) {
            sum += loads.rate(site) * cost.leftOutNanos();
        }
        return sum;
    }

    /** Level of a site at a density of records. */
    int levelAt(int site, double density) {
        double every = 1 / (density * loads.mean(site));
        if (!(every > 1)) {
            return 0;
        }
        int level = (int) Math.ceil(Math.log(every) / Math.log(2));
        if (level <= MOST) {
            return level;
        }
        boolean isSmall = loads.rate(site) * loads.mean(site) < SMALL_SHARE;
        return isSmall && level > MOST + 1 ? CLOSED : MOST;
    }

    /**
     * The highest density of records whose cost stays within a share. Where even the calls that are
     * left out cost more than it allows, a tenth more than they cost is allowed: to record still less
     * would tell nothing and save nothing.
     */
    double densityFor(double share) {
        double allowed = Math.max(share, UNAVOIDABLE * leastShare());
        double density = 1;
        while (density > LEAST_DENSITY && shareAt(density) > allowed) {
            density /= STEP;
        }
        return density;
    }
}

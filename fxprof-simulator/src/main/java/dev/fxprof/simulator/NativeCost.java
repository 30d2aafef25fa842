package dev.fxprof.simulator;

import java.util.Locale;
import java.util.SplittableRandom;

/** Makes a native call take as long as one does on a server, by spinning for that time. */
public final class NativeCost {
    /** Which costs are modelled. */
    public enum Profile {
        /** What server natives cost: median about 0.6 µs, from 0.3 to 5 µs with a heavy tail. */
        SERVER(600, 0.55, 300, 5_000),
        /** What the published table assumes: median 42 µs, tail to 200 µs. */
        SEED(42_000, 0.22, 20_000, 200_000);

        private final double median;
        private final double sigma;
        private final int least;
        private final int most;

        Profile(double median, double sigma, int least, int most) {
            this.median = median;
            this.sigma = sigma;
            this.least = least;
            this.most = most;
        }

        /**
         * The name as {@code --native-cost} takes it.
         *
         * @return lower-case name
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int SAMPLES = 4096;

    private final int[] costs = new int[SAMPLES];
    private int next;

    /**
     * Draws the costs.
     *
     * @param profile which costs
     * @param seed start of the random choice
     */
    public NativeCost(Profile profile, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < SAMPLES; i++) {
            double cost = profile.median * Math.exp(profile.sigma * random.nextGaussian());
            // One call in 256 hits the tail: a lock, a cache miss, a client table that grows.
            if ((i & 255) == 255) {
                cost *= 4;
            }
            costs[i] = (int) Math.clamp(cost, profile.least, profile.most);
        }
    }

    /** The costs in the order in which calls take them, in nanoseconds; then they repeat. */
    int[] costs() {
        return costs.clone();
    }

    /** Takes the time of the next call. */
    public void consume() {
        long until = System.nanoTime() + costs[next++ & (SAMPLES - 1)];
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }
}

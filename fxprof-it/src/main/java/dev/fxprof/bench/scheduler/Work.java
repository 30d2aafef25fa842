package dev.fxprof.bench.scheduler;

import java.util.Arrays;

/**
 * A computation of known length. Its steps depend on each other, so that it takes the same time
 * wherever the compiler puts it, and it reads no clock.
 */
final class Work {
    private static final int TRIAL = 5_000;
    private static final int TRIALS = 3_000;
    private static final int LAST = 500;

    private Work() {
    }

    static long compute(long seed, int steps) {
        long x = seed | 1;
        for (int i = 0; i < steps; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }

    /** How many steps take so long. */
    static int steps(long nanos) {
        double[] stepNanos = new double[TRIALS];
        long x = 0;
        for (int i = 0; i < TRIALS; i++) {
            long from = System.nanoTime();
            x = compute(x, TRIAL);
            stepNanos[i] = (double) (System.nanoTime() - from) / TRIAL;
        }
        if (x == 0) {
            throw new IllegalStateException("nothing was computed");
        }
        // The last trials are compiled; the shortest of them was not interrupted.
        double least = Arrays.stream(stepNanos, TRIALS - LAST, TRIALS).min().orElseThrow();
        return (int) Math.max(1, Math.round(nanos / least));
    }
}

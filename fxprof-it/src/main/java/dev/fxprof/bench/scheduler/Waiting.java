package dev.fxprof.bench.scheduler;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** How the submitter waits, for every contender alike. */
final class Waiting {
    private static final long PAUSE_NANOS = 20_000;
    private static final long LOST_NANOS = 20_000_000_000L;

    private Waiting() {
    }

    static void until(BooleanSupplier condition) {
        long from = System.nanoTime();
        while (!condition.getAsBoolean()) {
            // Whoever waits must leave the processor to those who do the work.
            LockSupport.parkNanos(PAUSE_NANOS);
            if (System.nanoTime() - from > LOST_NANOS) {
                throw new IllegalStateException("a task was submitted and never ran");
            }
        }
    }
}

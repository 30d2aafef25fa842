package dev.fxprof.live;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another thread does. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Await() {
    }

    public static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("waited in vain until " + what);
            }
            Thread.sleep(1);
        }
    }

    public static <T> T found(String what, Supplier<T> value) throws InterruptedException {
        until(what, () -> value.get() != null);
        return value.get();
    }
}

package dev.fxprof.cli;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import java.util.Locale;

/** Says on standard error how many slices have passed, once that takes longer than a second. */
final class Waiting implements SpanObserver {
    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final long NEXT_NANOS = 5_000_000_000L;

    private final String what;
    private long due = System.nanoTime() + FIRST_NANOS;
    private long slices;

    Waiting(String what) {
        this.what = what;
    }

    @Override
    public void accept(SpanBatch batch) {
        slices += batch.slices();
        long now = System.nanoTime();
        if (now - due > 0) {
            due = now + NEXT_NANOS;
            System.err.println(Terminal.safe(
                    String.format(Locale.ROOT, "fxprof: %s: %,d slices", what, slices)));
        }
    }
}

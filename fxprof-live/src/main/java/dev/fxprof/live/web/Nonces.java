package dev.fxprof.live.web;

import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/**
 * Numbers that are good for one change each, so that a request which is sent twice counts once.
 *
 * <p>Assumptions: none. Guarantees: each is taken once, within a minute; memory is bounded. Progress:
 * callers wait for each other for some nanoseconds.
 */
final class Nonces {
    private static final long GOOD_NANOS = 60_000_000_000L;
    private static final int MOST = 256;

    private final LongSupplier clock;
    private final LinkedHashMap<String, Long> issued = new LinkedHashMap<>();

    Nonces(LongSupplier clock) {
        this.clock = clock;
    }

    synchronized String issue() {
        if (issued.size() == MOST) {
            issued.pollFirstEntry();
        }
        String nonce = AccessToken.random().reveal();
        issued.put(nonce, clock.getAsLong());
        return nonce;
    }

    synchronized boolean take(String nonce) {
        Long from = issued.remove(nonce);
        return from != null && clock.getAsLong() - from <= GOOD_NANOS;
    }
}

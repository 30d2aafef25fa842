package dev.fxprof.live.web;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the web server did and refused, since it began.
 *
 * <p>Assumptions: none. Guarantees: every event is counted once; a reader sees some recent state.
 * Progress: wait-free.
 */
public final class WebCounts {
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);
    private final LongAdder requests = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final AtomicInteger clients = new AtomicInteger();

    WebCounts() {
        for (Refusal reason : Refusal.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    void refuse(Refusal reason) {
        refused.get(reason).increment();
    }

    void request() {
        requests.increment();
    }

    void message() {
        messages.increment();
    }

    void skip() {
        skipped.increment();
    }

    /** Takes a place among so many, or says that there is none. */
    boolean enter(int most) {
        int now = clients.get();
        while (now < most) {
            if (clients.compareAndSet(now, now + 1)) {
                return true;
            }
            now = clients.get();
        }
        return false;
    }

    void leave() {
        clients.decrementAndGet();
    }

    /**
     * What was refused.
     *
     * @return counts by reason, in an order that stays
     */
    public Map<String, Long> refused() {
        Map<String, Long> counts = new LinkedHashMap<>();
        refused.forEach((reason, count) -> counts.put(reason.label(), count.sum()));
        return counts;
    }

    /**
     * Requests that came whole.
     *
     * @return count
     */
    public long requests() {
        return requests.sum();
    }

    /**
     * Messages sent to streams.
     *
     * @return count
     */
    public long messages() {
        return messages.sum();
    }

    /**
     * Messages that a stream was too slow for.
     *
     * @return count
     */
    public long skipped() {
        return skipped.sum();
    }

    /**
     * Streams that are open now.
     *
     * @return count
     */
    public int clients() {
        return clients.get();
    }
}

package dev.fxprof.bench.queue;

import dev.fxprof.ringbuffer.RecordConsumer;
import dev.fxprof.ringbuffer.SpanRing;

/** The product's ring. */
final class SpanRingQueue extends RecordQueue {
    /** The ring itself sets one of the lowest flags after a refusal. */
    private static final int FLAG_BITS = 6;

    private final SpanRing ring;
    private final RecordConsumer consumer = this::take;

    SpanRingQueue(int capacity) {
        ring = SpanRing.anonymous(capacity);
    }

    private void take(int flags, long span, long parent, long start, long end, int site,
            int depth, int source, int caller) {
        tally.full(flags >>> FLAG_BITS, span, parent, start, end, site, depth, source, caller);
    }

    @Override
    boolean offer(long number) {
        int n = (int) number;
        return ring.offer(n << FLAG_BITS, number, number + 1, number + 2, number + 3, n + 1, n + 2,
                n + 3, n + 4);
    }

    @Override
    int drain(int limit) {
        return ring.drain(consumer, limit);
    }
}

package dev.fxprof.bench.queue;

/** The ring with half a cache line a record. */
final class CompactRingQueue extends RecordQueue {
    private final CompactRing ring;
    private final CompactRing.Reader reader = tally::compact;

    CompactRingQueue(int capacity) {
        ring = new CompactRing(capacity);
    }

    @Override
    boolean offer(long number) {
        return ring.offer(number, number + 1, (int) number, (int) number + 1);
    }

    @Override
    int drain(int limit) {
        return ring.drain(reader, limit);
    }
}

package dev.fxprof.bench.queue;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;

/** The Disruptor for one producer: its events are allocated once, its poller takes batches. */
final class DisruptorQueue extends RecordQueue implements EventPoller.Handler<HeapRecord> {
    private final RingBuffer<HeapRecord> ring;
    private final EventPoller<HeapRecord> poller;
    private int limit;
    private int taken;

    DisruptorQueue(int capacity) {
        ring = RingBuffer.createSingleProducer(HeapRecord::empty, capacity,
                new BusySpinWaitStrategy());
        poller = ring.newPoller();
        ring.addGatingSequences(poller.getSequence());
    }

    @Override
    boolean offer(long number) {
        // tryNext would throw an exception for each look at a full ring.
        if (!ring.hasAvailableCapacity(1)) {
            return false;
        }
        long sequence = ring.next();
        HeapRecord.write(ring.get(sequence), number);
        ring.publish(sequence);
        return true;
    }

    @Override
    int drain(int most) {
        limit = most;
        taken = 0;
        try {
            poller.poll(this);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return taken;
    }

    @Override
    public boolean onEvent(HeapRecord event, long sequence, boolean endOfBatch) {
        HeapRecord.read(event, tally);
        return ++taken < limit;
    }
}

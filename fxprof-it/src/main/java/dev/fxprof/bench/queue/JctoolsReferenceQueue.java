package dev.fxprof.bench.queue;

import org.jctools.queues.SpscArrayQueue;

/** JCTools' queue of references, always the same object: what a queue costs without its data. */
final class JctoolsReferenceQueue extends RecordQueue {
    private final SpscArrayQueue<Shared> queue;
    private final Shared shared = new Shared();

    /** The one object. */
    private static final class Shared {
        private final long field = 1;
    }

    JctoolsReferenceQueue(int capacity) {
        queue = new SpscArrayQueue<>(capacity);
    }

    @Override
    boolean offer(long number) {
        return queue.offer(shared);
    }

    @Override
    int drain(int limit) {
        int taken = 0;
        while (taken < limit) {
            Shared received = queue.poll();
            if (received == null) {
                break;
            }
            tally.reference(received.field);
            taken++;
        }
        return taken;
    }

    @Override
    RecordShape shape() {
        return RecordShape.REFERENCE;
    }
}

package dev.fxprof.bench.queue;

import org.jctools.queues.SpscArrayQueue;

/** JCTools' queue of references, with a new object for each record. */
final class JctoolsQueue extends RecordQueue {
    private final SpscArrayQueue<HeapRecord> queue;

    JctoolsQueue(int capacity) {
        queue = new SpscArrayQueue<>(capacity);
    }

    @Override
    boolean offer(long number) {
        return queue.offer(HeapRecord.of(number));
    }

    @Override
    int drain(int limit) {
        int taken = 0;
        while (taken < limit) {
            HeapRecord record = queue.poll();
            if (record == null) {
                break;
            }
            HeapRecord.read(record, tally);
            taken++;
        }
        return taken;
    }
}

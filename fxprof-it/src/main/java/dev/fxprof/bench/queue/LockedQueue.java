package dev.fxprof.bench.queue;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/** An ArrayDeque behind a lock, with a new object for each record. */
final class LockedQueue extends RecordQueue {
    private final ArrayDeque<HeapRecord> queue;
    private final ReentrantLock lock = new ReentrantLock();
    private final int capacity;

    LockedQueue(int capacity) {
        this.capacity = capacity;
        queue = new ArrayDeque<>(capacity);
    }

    @Override
    boolean offer(long number) {
        HeapRecord record = HeapRecord.of(number);
        lock.lock();
        try {
            if (queue.size() == capacity) {
                return false;
            }
            queue.addLast(record);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private HeapRecord poll() {
        lock.lock();
        try {
            return queue.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    @Override
    int drain(int limit) {
        int taken = 0;
        while (taken < limit) {
            HeapRecord record = poll();
            if (record == null) {
                break;
            }
            HeapRecord.read(record, tally);
            taken++;
        }
        return taken;
    }
}

package dev.fxprof.bench.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/** The JDK's ArrayBlockingQueue, with a new object for each record. */
final class BlockingQueue extends RecordQueue {
    private final ArrayBlockingQueue<HeapRecord> queue;
    private final List<HeapRecord> batch = new ArrayList<>();
    private final boolean batches;

    BlockingQueue(int capacity, boolean batches) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.batches = batches;
    }

    @Override
    boolean offer(long number) {
        return queue.offer(HeapRecord.of(number));
    }

    @Override
    int drain(int limit) {
        if (batches) {
            return drainBatch(limit);
        }
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

    private int drainBatch(int limit) {
        int taken = queue.drainTo(batch, limit);
        for (int i = 0; i < taken; i++) {
            HeapRecord.read(batch.get(i), tally);
        }
        batch.clear();
        return taken;
    }
}

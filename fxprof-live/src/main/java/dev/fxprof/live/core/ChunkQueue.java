package dev.fxprof.live.core;

import dev.fxprof.live.recorder.Chunk;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Chunks on their way from a drain to the analysis.
 *
 * <p>Assumptions: one thread polls. Guarantees: memory is bounded; what finds no room is counted. The end
 * of a stream always finds room. Progress: {@link #offer} never waits for the analysis.
 */
final class ChunkQueue {
    private static final long MOST_BYTES = 32L << 20;

    private final LinkedBlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lostSlices = new AtomicLong();

    void offer(Chunk chunk) {
        long waiting = bytes.get();
        if (waiting > 0 && waiting + chunk.memory() > MOST_BYTES && !chunk.isLast()) {
            lostSlices.addAndGet(chunk.slices());
            return;
        }
        bytes.addAndGet(chunk.memory());
        chunks.add(chunk);
    }

    Chunk poll(long millis) throws InterruptedException {
        Chunk chunk = chunks.poll(millis, TimeUnit.MILLISECONDS);
        if (chunk != null) {
            bytes.addAndGet(-chunk.memory());
        }
        return chunk;
    }

    /** Whether all that has come is taken. */
    boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** Slices that found no room. */
    long lostSlices() {
        return lostSlices.get();
    }
}

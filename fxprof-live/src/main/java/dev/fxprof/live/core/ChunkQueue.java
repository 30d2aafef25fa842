package dev.fxprof.live.core;

import dev.fxprof.live.recorder.Chunk;
import dev.fxprof.live.recorder.StreamInfo;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Chunks on their way from a drain to the analysis.
 *
 * <p>Assumptions: one thread at a time offers, one polls. Guarantees: memory is bounded; what finds no room is counted, and
 * the next chunk of its stream tells of it. The end of a stream always finds room. Progress: {@link #offer} never waits for the analysis.
 */
final class ChunkQueue {
    private static final long MOST_BYTES = 32L << 20;

    private final LinkedBlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lostSlices = new AtomicLong();
    private StreamInfo behindOf;
    private long behind;

    void offer(Chunk chunk) {
        long waiting = bytes.get();
        if (chunk.stream() != behindOf) {
            behindOf = chunk.stream();
            behind = 0;
        }
        if (waiting > 0 && waiting + chunk.memory() > MOST_BYTES && !chunk.isLast()) {
            lostSlices.addAndGet(chunk.slices());
            behind += chunk.slices();
            return;
        }
        // A loss is told with the next chunk that can show when it was.
        boolean tells = behind > 0 && chunk.slices() > 0;
        bytes.addAndGet(chunk.memory());
        chunks.add(tells ? chunk.after(behind) : chunk);
        behind = tells ? 0 : behind;
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

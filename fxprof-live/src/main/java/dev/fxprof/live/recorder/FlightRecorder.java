package dev.fxprof.live.recorder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the last seconds of a stream, within a limit of memory.
 *
 * <p>Assumptions: one thread adds. Guarantees: any thread may read; what it gets stays as it is.
 * Progress: a lock is held while references are copied.
 */
public final class FlightRecorder {
    private final long keepNanos;
    private final long limit;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private long bytes;
    private long newest = Long.MIN_VALUE;
    private long forgotten;

    /**
     * Starts with nothing.
     *
     * @param keepNanos how far back it is to reach, nanoseconds
     * @param limit the most memory that it may hold, bytes
     */
    public FlightRecorder(long keepNanos, long limit) {
        this.keepNanos = keepNanos;
        this.limit = limit;
    }

    /**
     * Takes a chunk. One of another stream than before ends what was kept.
     *
     * @param chunk the next chunk
     */
    public synchronized void add(Chunk chunk) {
        if (!chunks.isEmpty() && chunks.getLast().stream() != chunk.stream()) {
            chunks.clear();
            bytes = 0;
            newest = Long.MIN_VALUE;
        }
        if (chunk.bytes().length == 0) {
            return;
        }
        chunks.add(chunk);
        bytes += chunk.memory();
        newest = Math.max(newest, chunk.lastNanos());
        while (chunks.size() > 1 && (isOld(chunks.getFirst()) || bytes > limit)) {
            Chunk oldest = chunks.removeFirst();
            bytes -= oldest.memory();
            forgotten += isOld(oldest) ? 0 : oldest.slices();
        }
    }

    private boolean isOld(Chunk chunk) {
        return chunk.lastNanos() < newest - keepNanos;
    }

    /**
     * What is kept from some moment on.
     *
     * @param nanos nanoseconds of the stream
     * @return chunks of one stream that may hold anything later, in their order
     */
    public synchronized List<Chunk> since(long nanos) {
        List<Chunk> wanted = new ArrayList<>();
        for (Chunk chunk : chunks) {
            if (chunk.lastNanos() >= nanos || chunk.lastNanos() == Long.MIN_VALUE) {
                wanted.add(chunk);
            }
        }
        return wanted;
    }

    /**
     * The latest moment that it knows of.
     *
     * @return nanoseconds of the stream; {@link Long#MIN_VALUE} if nothing is kept
     */
    public synchronized long newestNanos() {
        return newest;
    }

    /**
     * How far back it reaches.
     *
     * @return nanoseconds
     */
    public synchronized long reachNanos() {
        for (Chunk chunk : chunks) {
            if (chunk.firstNanos() != Long.MAX_VALUE) {
                return Math.max(0, newest - chunk.firstNanos());
            }
        }
        return 0;
    }

    /**
     * Memory that it holds.
     *
     * @return bytes
     */
    public synchronized long bytes() {
        return bytes;
    }

    /**
     * What it had to forget before its time for want of memory.
     *
     * @return slices
     */
    public synchronized long forgotten() {
        return forgotten;
    }
}

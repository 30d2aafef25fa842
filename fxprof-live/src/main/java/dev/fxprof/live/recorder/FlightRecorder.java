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
    /** A chunk, and the latest moment in it that can be believed. */
    private record Kept(Chunk chunk, long last) {}

    /**
     * What is kept, at one moment.
     *
     * @param chunks chunks of one stream, in their order
     * @param newestNanos the latest moment in them, nanoseconds of the stream
     * @param reachNanos how far back they reach, nanoseconds
     * @param forgottenNanos the latest moment of the stream that is forgotten already;
     *     {@link Long#MIN_VALUE} if none is
     */
    public record Reach(List<Chunk> chunks, long newestNanos, long reachNanos,
            long forgottenNanos) {}

    private final long keepNanos;
    private final long limit;
    private final Deque<Kept> chunks = new ArrayDeque<>();
    private long bytes;
    private long newest = Long.MIN_VALUE;
    private long forgotten;
    private long forgottenNanos = Long.MIN_VALUE;

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
     * @param latest no moment of the stream can be later than this; stamps beyond it are not believed
     */
    public synchronized void add(Chunk chunk, long latest) {
        if (!chunks.isEmpty() && chunks.getLast().chunk.stream() != chunk.stream()) {
            clear();
        }
        if (chunk.bytes().length == 0) {
            return;
        }
        long last = Math.min(chunk.lastNanos(), latest);
        chunks.add(new Kept(chunk, last));
        bytes += chunk.memory();
        newest = Math.min(Math.max(newest, last), latest);
        while (chunks.size() > 1 && (isOld(chunks.getFirst()) || bytes > limit)) {
            Kept oldest = chunks.removeFirst();
            bytes -= oldest.chunk.memory();
            forgotten += isOld(oldest) ? 0 : oldest.chunk.slices();
            forgottenNanos = Math.max(forgottenNanos, oldest.last);
        }
    }

    /** Says that another stream begins. */
    public synchronized void clear() {
        chunks.clear();
        bytes = 0;
        newest = Long.MIN_VALUE;
        forgottenNanos = Long.MIN_VALUE;
    }

    private boolean isOld(Kept kept) {
        return kept.last < newest - keepNanos;
    }

    /**
     * What is kept from some moment on.
     *
     * @param nanos nanoseconds of the stream
     * @return chunks of one stream that may hold anything later, in their order
     */
    public List<Chunk> since(long nanos) {
        return reach(nanos).chunks;
    }

    /**
     * What is kept from some moment on, and how far all of it goes.
     *
     * @param nanos nanoseconds of the stream
     * @return as it is at this moment
     */
    public synchronized Reach reach(long nanos) {
        List<Chunk> wanted = new ArrayList<>();
        for (Kept kept : chunks) {
            Chunk chunk = kept.chunk;
            if (chunk.lastNanos() >= nanos || chunk.lastNanos() == Long.MIN_VALUE) {
                wanted.add(chunk);
            }
        }
        return new Reach(wanted, newest, reachNanos(), forgottenNanos);
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
        for (Kept kept : chunks) {
            if (kept.chunk.firstNanos() != Long.MAX_VALUE) {
                return Math.max(0, newest - kept.chunk.firstNanos());
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

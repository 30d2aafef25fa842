package dev.fxprof.live.recorder;

import dev.fxprof.api.CaptureCost;

/**
 * A stretch of a stream in compact form. Immutable; nobody changes the bytes.
 *
 * @param stream the stream that it is of
 * @param bytes batches and losses, as {@link ChunkWriter} writes them
 * @param slices slices in it
 * @param firstNanos earliest begin of a slice; {@link Long#MAX_VALUE} without slices and counters
 * @param lastNanos latest end of a slice; {@link Long#MIN_VALUE} without slices and counters
 * @param heardNanos when the drain's thread made it, on the daemon's own clock
 * @param cost the newest word about the capture's cost, or null
 * @param isLast whether nothing follows in its stream
 * @param behind slices of its stream that were lost between the chunk before and this one, because the
 *     analysis was too slow
 */
public record Chunk(StreamInfo stream, byte[] bytes, long slices, long firstNanos, long lastNanos,
        long heardNanos, CaptureCost cost, boolean isLast, long behind) {
    private static final int HEAD = 96;

    /**
     * The same after a loss.
     *
     * @param slices how many were lost before it
     * @return a copy
     */
    public Chunk after(long slices) {
        return new Chunk(stream, bytes, this.slices, firstNanos, lastNanos, heardNanos, cost,
                isLast, slices);
    }

    /**
     * Memory that it takes.
     *
     * @return bytes
     */
    public long memory() {
        return (long) HEAD + bytes.length;
    }
}

package dev.fxprof.api;

import java.io.Closeable;
import java.io.IOException;

/**
 * Receives the ordered span stream on the drain thread.
 *
 * <p>Assumptions: one thread calls all methods; {@link #close} is the last call.
 *
 * <p>Guarantees of the caller: batches of one track come in time order and never overlap; a track is
 * announced before its first batch; each released record comes once.
 */
public interface SpanSink extends Closeable {
    /**
     * Announces a track.
     *
     * @param track track number, 1 or more
     * @param name name of the thread it shows
     * @throws IOException if the sink's output cannot be written
     */
    void track(int track, String name) throws IOException;

    /**
     * Takes a completed tree.
     *
     * @param batch valid during this call only
     * @throws IOException if the sink's output cannot be written
     */
    void accept(SpanBatch batch) throws IOException;

    /**
     * Says that records were lost since the last call.
     *
     * @param track track that lost them
     * @param nanos time of the loss's discovery, since the start of the capture
     * @param records how many, 1 or more
     * @throws IOException if the sink's output cannot be written
     */
    void lost(int track, long nanos, long records) throws IOException;

    /**
     * Makes what was taken so far durable against the death of the process.
     *
     * @throws IOException if the sink's output cannot be written
     */
    void flush() throws IOException;
}

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
     * A sink that takes everything and keeps nothing.
     *
     * @return a sink for measurements
     */
    static SpanSink discarding() {
        return new DiscardingSink();
    }

    /**
     * Announces a track.
     *
     * @param track track number, 1 or more
     * @param name name of the thread it shows
     * @throws IOException if the sink's output cannot be written
     */
    void track(int track, String name) throws IOException;

    /**
     * Takes a completed tree, or counter values that belong to none: then the batch has no slices.
     *
     * @param batch valid during this call only; of slices and counter values at least one
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
     * Says how many records of a ring the sink has been given, in whole trees; comes before a flush.
     * A sink whose output can be continued later stores it there.
     *
     * @param position the ring and the count
     * @throws IOException if the sink's output cannot be written
     */
    default void position(RingPosition position) throws IOException {
    }

    /**
     * Says what the capture has cost so far; comes about every second and once at the end.
     *
     * @param cost counts, clock and error
     * @throws IOException if the sink's output cannot be written
     */
    default void cost(CaptureCost cost) throws IOException {
    }

    /**
     * Says what a call costs beside what it does, so that estimates can leave it out. Comes before the
     * first batch, and only where not every call is recorded.
     *
     * @param cost as measured by the recording
     */
    default void spanCost(SpanCost cost) {
    }

    /**
     * Says that a site is recorded more or less often from now on.
     *
     * @param step the site and how often
     * @throws IOException if the sink's output cannot be written
     */
    default void sampling(SamplingStep step) throws IOException {
    }

    /**
     * Makes what was taken so far durable against the death of the process.
     *
     * @throws IOException if the sink's output cannot be written
     */
    void flush() throws IOException;
}

package dev.fxprof.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An attachment to a running, dead or coming source of spans. {@code record}, {@code top} and the
 * daemon work on it without knowing what stands behind it.
 *
 * <p>Guarantees: the source notices nothing of its coming and going. With the positions that a capture
 * holds, each record comes once, over restarts of either side.
 */
public interface HookSession extends AutoCloseable {
    /**
     * The names of the span stream.
     *
     * @return the table that its site ids refer to
     */
    SiteTable sites();

    /**
     * What is recorded.
     *
     * @return a title for people
     */
    String title();

    /**
     * By what a capture knows the source again, and a time zero before anything still to come.
     *
     * @return identity for a new capture
     */
    CaptureIdentity identity();

    /**
     * Sets the stream going on a thread of its own. To be called once.
     *
     * @param sink receives the span stream on that thread; not closed
     * @param originNanos time zero of the capture
     * @param positions what the capture holds already, empty for a new one
     * @param flushMillis how long records may gather, 1 to 1000 milliseconds
     */
    void start(SpanSink sink, long originNanos, List<RingPosition> positions, int flushMillis);

    /**
     * Whether nothing will follow.
     *
     * @return true once the source has ended for good and all it left is taken
     */
    boolean isOver();

    /**
     * Why the stream has stopped.
     *
     * @return the exception of the sink or the source, or empty while all is well
     */
    Optional<IOException> failure();

    /**
     * What the capture has cost so far.
     *
     * @return counts, clock and error
     */
    CaptureCost cost();

    /**
     * What the source had to say that a person should read, and no call has returned yet.
     *
     * @return sentences, oldest first
     */
    default List<String> news() {
        return List.of();
    }

    /** Takes what there is and lets go of the source. */
    @Override
    void close();
}

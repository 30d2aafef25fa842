package dev.fxprof.api;

/**
 * A completed tree of slices of one track, in begin order, with the links and counters that belong
 * to it. A view: valid only during {@link SpanSink#accept}.
 *
 * <p>A span is one activation; a slice is one stretch of it on its track. Times are nanoseconds
 * since the start of the capture. Slices nest strictly: a child begins and ends within its parent.
 */
public interface SpanBatch {
    /**
     * The track all slices are on.
     *
     * @return track number, 1 or more
     */
    int track();

    /**
     * Number of slices.
     *
     * @return the slice count
     */
    int slices();

    /**
     * Site of a slice.
     *
     * @param i index of the slice
     * @return site id
     */
    int site(int i);

    /**
     * Id of the span that a slice is a stretch of.
     *
     * @param i index of the slice
     * @return span id, below 2^53
     */
    long spanId(int i);

    /**
     * Id of the span around a slice.
     *
     * @param i index of the slice
     * @return span id, or 0 for the outermost
     */
    long parentId(int i);

    /**
     * The slice around a slice.
     *
     * @param i index of the slice
     * @return its index, less than {@code i}, or -1 for the outermost
     */
    int parent(int i);

    /**
     * Depth of a slice on its track.
     *
     * @param i index of the slice
     * @return 0 for the outermost
     */
    int depth(int i);

    /**
     * When a slice begins.
     *
     * @param i index of the slice
     * @return nanoseconds since the start of the capture
     */
    long startNanos(int i);

    /**
     * When a slice ends.
     *
     * @param i index of the slice
     * @return nanoseconds since the start of the capture, not before its start
     */
    long endNanos(int i);

    /**
     * Duration of a slice less that of the slices directly in it.
     *
     * @param i index of the slice
     * @return nanoseconds
     */
    long selfNanos(int i);

    /**
     * Whether a slice is the first of its span.
     *
     * @param i index of the slice
     * @return false if the span was suspended before
     */
    boolean isFirst(int i);

    /**
     * Whether a slice was closed for its span: by an error that jumped over it, or at the end.
     *
     * @param i index of the slice
     * @return true if nothing ended it in the regular way
     */
    boolean isUnfinished(int i);

    /**
     * Whether a slice only stands in for a parent whose record was lost.
     *
     * @param i index of the slice
     * @return true for a placeholder, which counts neither as span nor as slice
     */
    boolean isPlaceholder(int i);

    /**
     * The player who caused a span.
     *
     * @param i index of the slice
     * @return player number, or {@link SpanRecorder#NO_SOURCE}
     */
    int source(int i);

    /**
     * Site of the frame that a slice's span was begun in, recorded or not.
     *
     * @param i index of the slice
     * @return site id, or 0 for none
     */
    int callerSite(int i);

    /**
     * Whether a call that was left out stands between a slice and the slice around it, one that
     * recorded calls of the same site stand for.
     *
     * @param i index of the slice
     * @return true if the slice's time is not to be taken from the time of the slice around it
     */
    boolean isBelowLeftOut(int i);

    /**
     * How many calls a slice's span stands for, where only some of a site's calls are recorded.
     *
     * @param i index of the slice
     * @return 1, or a higher power of two
     */
    long calls(int i);

    /**
     * Number of links. A link ties a cause to its effect, or a slice to the next of its span.
     *
     * @return the link count
     */
    int links();

    /**
     * Whether a link ties two slices of one span.
     *
     * @param j index of the link
     * @return true from slice to slice, false from cause to effect
     */
    boolean linkContinues(int j);

    /**
     * Span a link starts from.
     *
     * @param j index of the link
     * @return span id
     */
    long linkFrom(int j);

    /**
     * Track of the slice a link starts from.
     *
     * @param j index of the link
     * @return track number; the batch's own where it is not known
     */
    default int linkFromTrack(int j) {
        return track();
    }

    /**
     * When a link starts, a moment within a slice of {@link #linkFrom}.
     *
     * @param j index of the link
     * @return nanoseconds since the start of the capture; negative if before it
     */
    long linkFromNanos(int j);

    /**
     * Span a link ends at.
     *
     * @param j index of the link
     * @return span id
     */
    long linkTo(int j);

    /**
     * When a link ends: the start of a slice of {@link #linkTo} in this batch.
     *
     * @param j index of the link
     * @return nanoseconds since the start of the capture
     */
    long linkToNanos(int j);

    /**
     * Number of counter values.
     *
     * @return the counter count
     */
    int counters();

    /**
     * Site that names a counter.
     *
     * @param k index of the counter value
     * @return site id
     */
    int counterSite(int k);

    /**
     * When a counter changed.
     *
     * @param k index of the counter value
     * @return nanoseconds since the start of the capture
     */
    long counterNanos(int k);

    /**
     * New value of a counter.
     *
     * @param k index of the counter value
     * @return the value
     */
    double counterValue(int k);
}

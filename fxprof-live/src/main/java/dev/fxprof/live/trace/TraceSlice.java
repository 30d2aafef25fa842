package dev.fxprof.live.trace;

import dev.fxprof.api.Site;
import dev.fxprof.api.SpanBatch;
import java.util.ArrayList;
import java.util.List;

/** A slice of a trace. */
public final class TraceSlice {
    /**
     * What led to a slice.
     *
     * @param from the slice it came from
     * @param continues whether both are slices of one span
     */
    public record Cause(TraceSlice from, boolean continues) {}

    private final long spanId;
    private final long startNanos;
    private final long endNanos;
    private final long selfNanos;
    private final long calls;
    private final boolean isUnfinished;
    private final int depth;
    private final long rootId;
    private final long rootNanos;
    private final Site site;
    private final String thread;
    private final TraceSlice parent;
    private final List<Cause> causes = new ArrayList<>();

    TraceSlice(SpanBatch batch, int i, int root, Site site, String thread, TraceSlice parent) {
        spanId = batch.spanId(i);
        startNanos = batch.startNanos(i);
        endNanos = batch.endNanos(i);
        selfNanos = batch.selfNanos(i);
        calls = batch.calls(i);
        isUnfinished = batch.isUnfinished(i);
        depth = batch.depth(i);
        rootId = batch.spanId(root);
        rootNanos = batch.startNanos(root);
        this.site = site;
        this.thread = thread;
        this.parent = parent;
    }

    /**
     * Id of the span that it is a stretch of.
     *
     * @return unique within the stream
     */
    public long spanId() {
        return spanId;
    }

    /**
     * When it begins.
     *
     * @return nanoseconds of the stream
     */
    public long startNanos() {
        return startNanos;
    }

    /**
     * When it ends.
     *
     * @return nanoseconds of the stream
     */
    public long endNanos() {
        return endNanos;
    }

    /**
     * How long it takes.
     *
     * @return nanoseconds
     */
    public long nanos() {
        return endNanos - startNanos;
    }

    /**
     * Its duration less that of the slices directly in it, sent or not.
     *
     * @return nanoseconds
     */
    public long selfNanos() {
        return selfNanos;
    }

    /**
     * How many calls it stands for.
     *
     * @return 1 or more
     */
    public long calls() {
        return calls;
    }

    /**
     * Whether an error or the end closed it.
     *
     * @return false if it ended in the regular way
     */
    public boolean isUnfinished() {
        return isUnfinished;
    }

    int depth() {
        return depth;
    }

    /**
     * Id of the outermost span around it.
     *
     * @return its own if there is none
     */
    public long rootId() {
        return rootId;
    }

    /**
     * When the outermost slice around it begins.
     *
     * @return nanoseconds of the stream
     */
    public long rootNanos() {
        return rootNanos;
    }

    /**
     * What ran.
     *
     * @return its site
     */
    public Site site() {
        return site;
    }

    /**
     * Where it ran.
     *
     * @return name of the thread
     */
    public String thread() {
        return thread;
    }

    /**
     * The slice around it.
     *
     * @return one of the same trace, or null
     */
    public TraceSlice parent() {
        return parent;
    }

    /**
     * What led to it, as far as it was found.
     *
     * @return not to be changed
     */
    public List<Cause> causes() {
        return causes;
    }
}

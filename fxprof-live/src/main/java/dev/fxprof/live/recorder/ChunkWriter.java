package dev.fxprof.live.recorder;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanSink;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Copies a stream into chunks of about a dozen bytes a slice, so that the drain's thread has nothing
 * else to do for the daemon.
 *
 * <p>Assumptions: one thread calls all methods. Guarantees: no call waits or throws as long as who takes
 * the chunks does not.
 */
public final class ChunkWriter implements SpanSink {
    static final int BATCH = 1;
    static final int LOST = 2;

    static final int CONTINUED = 1;
    static final int UNFINISHED = 1 << 1;
    static final int PLACEHOLDER = 1 << 2;
    static final int BELOW_LEFT_OUT = 1 << 3;
    static final int HAS_SOURCE = 1 << 4;
    static final int HAS_CALLS = 1 << 5;
    static final int HAS_CALLER = 1 << 6;
    static final int HAS_PARENT = 1 << 7;

    private static final int FULL = 1 << 18;

    private final StreamInfo stream;
    private final LongSupplier clock;
    private final Consumer<Chunk> to;
    private final Bytes bytes = new Bytes();
    private CaptureCost cost;
    private long slices;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private boolean closed;

    /**
     * Starts a stream.
     *
     * @param stream what is known of it; written by this sink
     * @param clock the daemon's own time, nanoseconds
     * @param to takes the chunks, on the caller's thread
     */
    public ChunkWriter(StreamInfo stream, LongSupplier clock, Consumer<Chunk> to) {
        this.clock = clock;
        this.stream = stream;
        this.to = to;
    }

    @Override
    public void track(int track, String name) {
        stream.track(track, name);
    }

    @Override
    public void accept(SpanBatch batch) {
        int count = batch.slices();
        bytes.put(BATCH);
        bytes.number(batch.track());
        bytes.number(count);
        bytes.number(batch.links());
        bytes.number(batch.counters());
        long start = 0;
        long id = 0;
        for (int i = 0; i < count; i++) {
            slice(batch, i, start, id);
            start = batch.startNanos(i);
            id = batch.spanId(i);
            first = Math.min(first, start);
            last = Math.max(last, batch.endNanos(i));
        }
        for (int j = 0, links = batch.links(); j < links; j++) {
            link(batch, j);
        }
        for (int k = 0, counters = batch.counters(); k < counters; k++) {
            bytes.number(batch.counterSite(k));
            bytes.difference(batch.counterNanos(k) - start);
            bytes.number(Double.doubleToRawLongBits(batch.counterValue(k)));
            first = Math.min(first, batch.counterNanos(k));
            last = Math.max(last, batch.counterNanos(k));
        }
        slices += count;
        if (bytes.size() >= FULL) {
            seal(false);
        }
    }

    private void slice(SpanBatch batch, int i, long start, long id) {
        int parent = batch.parent(i);
        int flags = flags(batch, i, parent);
        bytes.put(flags);
        bytes.number(parent < 0 ? 0 : i - parent);
        if (parent < 0) {
            bytes.number(batch.depth(i));
        }
        bytes.number(batch.site(i));
        bytes.difference(batch.startNanos(i) - start);
        bytes.difference(batch.endNanos(i) - batch.startNanos(i));
        bytes.difference(batch.spanId(i) - id);
        if ((flags & HAS_SOURCE) != 0) {
            bytes.difference(batch.source(i));
        }
        if ((flags & HAS_CALLS) != 0) {
            bytes.number(batch.calls(i));
        }
        if ((flags & HAS_CALLER) != 0) {
            bytes.number(batch.callerSite(i));
        }
        if ((flags & HAS_PARENT) != 0) {
            bytes.difference(batch.parentId(i) - batch.spanId(i));
        }
    }

    private static int flags(SpanBatch batch, int i, int parent) {
        int flags = batch.isFirst(i) ? 0 : CONTINUED;
        flags |= batch.isUnfinished(i) ? UNFINISHED : 0;
        flags |= batch.isPlaceholder(i) ? PLACEHOLDER : 0;
        flags |= batch.isBelowLeftOut(i) ? BELOW_LEFT_OUT : 0;
        flags |= batch.source(i) != 0 ? HAS_SOURCE : 0;
        flags |= batch.calls(i) != 1 ? HAS_CALLS : 0;
        int usualCaller = parent < 0 ? 0 : batch.site(parent);
        flags |= batch.callerSite(i) != usualCaller ? HAS_CALLER : 0;
        long usualParent = parent < 0 ? 0 : batch.spanId(parent);
        return flags | (batch.parentId(i) != usualParent ? HAS_PARENT : 0);
    }

    private void link(SpanBatch batch, int j) {
        bytes.put(batch.linkContinues(j) ? 1 : 0);
        bytes.difference(batch.linkFrom(j));
        bytes.number(batch.linkFromTrack(j));
        bytes.difference(batch.linkFromNanos(j));
        bytes.difference(batch.linkTo(j));
        bytes.difference(batch.linkToNanos(j) - batch.linkFromNanos(j));
    }

    @Override
    public void lost(int track, long nanos, long records) {
        bytes.put(LOST);
        bytes.number(track);
        bytes.difference(nanos);
        bytes.number(records);
    }

    @Override
    public void cost(CaptureCost now) {
        cost = now;
    }

    @Override
    public void spanCost(SpanCost measured) {
        stream.spanCost(measured);
    }

    @Override
    public void sampling(SamplingStep step) {
        stream.sampling(step);
    }

    @Override
    public void flush() {
        if (bytes.size() > 0 || cost != null) {
            seal(false);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            seal(true);
        }
    }

    private void seal(boolean isLast) {
        Chunk chunk = new Chunk(stream, bytes.take(), slices, first, last,
                clock.getAsLong(), cost, isLast, 0);
        bytes.shrink(2 * FULL);
        cost = null;
        slices = 0;
        first = Long.MAX_VALUE;
        last = Long.MIN_VALUE;
        to.accept(chunk);
    }
}

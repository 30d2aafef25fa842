package dev.fxprof.live.trace;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import dev.fxprof.live.recorder.StreamInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Keeps the longest slices of a stretch of a thread. What is around a slice is never shorter, and counts as
 * longer where it is as long: so it is kept as long as the slice is.
 */
final class LongestSlices implements SpanObserver {
    private static final Comparator<TraceSlice> SHORTEST_FIRST = Comparator
            .comparingLong(TraceSlice::nanos)
            .thenComparing(Comparator.comparingInt(TraceSlice::depth).reversed());

    private final StreamInfo stream;
    private final String thread;
    private final long from;
    private final long to;
    private final int most;
    private final PriorityQueue<TraceSlice> kept = new PriorityQueue<>(SHORTEST_FIRST);
    private final Map<Integer, TraceSlice> ofBatch = new HashMap<>();
    private long all;

    LongestSlices(StreamInfo stream, String thread, long from, long to, int most) {
        this.stream = stream;
        this.thread = thread;
        this.from = from;
        this.to = to;
        this.most = most;
    }

    @Override
    public void accept(SpanBatch batch) {
        if (!stream.track(batch.track()).equals(thread)) {
            return;
        }
        ofBatch.clear();
        int root = 0;
        for (int i = 0, slices = batch.slices(); i < slices; i++) {
            root = batch.parent(i) < 0 ? i : root;
            if (isWanted(batch, i)) {
                all++;
                offer(batch, i, root);
            }
        }
    }

    private boolean isWanted(SpanBatch batch, int i) {
        long start = batch.startNanos(i);
        return start >= from && (start < to || start == from) && batch.endNanos(i) <= to
                && !batch.isPlaceholder(i);
    }

    private void offer(SpanBatch batch, int i, int root) {
        if (kept.size() == most
                && batch.endNanos(i) - batch.startNanos(i) < kept.peek().nanos()) {
            return;
        }
        TraceSlice slice = new TraceSlice(batch, i, root, stream.sites().site(batch.site(i)),
                thread, around(batch, i));
        ofBatch.put(i, slice);
        kept.add(slice);
        if (kept.size() > most) {
            kept.poll();
        }
    }

    /** The slice around one, whatever placeholders stand between them. */
    private TraceSlice around(SpanBatch batch, int i) {
        int parent = batch.parent(i);
        while (parent >= 0 && batch.isPlaceholder(parent)) {
            parent = batch.parent(parent);
        }
        return ofBatch.get(parent);
    }

    /** What was kept, in the order of their begins. */
    List<TraceSlice> slices() {
        List<TraceSlice> slices = new ArrayList<>(kept);
        slices.sort(Comparator.comparingLong(TraceSlice::startNanos)
                .thenComparingInt(TraceSlice::depth));
        return slices;
    }

    long leftOut() {
        return all - kept.size();
    }
}

package dev.fxprof.export.fuzz;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import dev.fxprof.api.SpanSink;
import java.util.HashMap;
import java.util.Map;

/** Fails unless a capture keeps what {@link SpanBatch} and {@link SpanSink} promise. */
public final class NestingCheck implements SpanObserver {
    private final Map<Integer, Long> ends = new HashMap<>();
    private long slices;

    /** Nothing was taken yet. */
    public NestingCheck() {
    }

    /**
     * How many slices came.
     *
     * @return count
     */
    public long slices() {
        return slices;
    }

    @Override
    public void track(int track, String name) {
        require(track > 0 && ends.put(track, Long.MIN_VALUE) == null, "track " + track);
    }

    @Override
    public void accept(SpanBatch batch) {
        long last = ends.get(batch.track());
        long end = last;
        long[] self = new long[batch.slices()];
        for (int i = 0; i < batch.slices(); i++) {
            self[i] += duration(batch, i);
            require(self[i] >= 0, "a slice ends before it begins");
            int parent = batch.parent(i);
            require(parent < i && batch.depth(i) == (parent < 0 ? 0 : batch.depth(parent) + 1),
                    "depth");
            if (parent < 0) {
                require(batch.startNanos(i) >= last, "trees overlap");
            } else {
                require(batch.startNanos(i) >= batch.startNanos(parent)
                        && batch.endNanos(i) <= batch.endNanos(parent), "slices do not nest");
                self[parent] -= duration(batch, i);
            }
            end = Math.max(end, batch.endNanos(i));
        }
        for (int i = 0; i < batch.slices(); i++) {
            require(self[i] == batch.selfNanos(i) && self[i] >= 0, "self time");
        }
        for (int j = 0; j < batch.links(); j++) {
            require(batch.linkFrom(j) >= 0 && batch.linkTo(j) >= 0, "a link without a span");
        }
        for (int k = 0; k < batch.counters(); k++) {
            require(batch.counterSite(k) > 0, "a counter without a name");
        }
        ends.put(batch.track(), end);
        slices += batch.slices();
    }

    private static long duration(SpanBatch batch, int i) {
        return batch.endNanos(i) - batch.startNanos(i);
    }

    @Override
    public void lost(int track, long nanos, long records) {
        require(ends.containsKey(track) && records > 0, "a loss without a track or a number");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}

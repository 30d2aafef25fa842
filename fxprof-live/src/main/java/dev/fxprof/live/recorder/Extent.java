package dev.fxprof.live.recorder;

import dev.fxprof.api.SpanBatch;

/** From when to when a batch goes: over all its outermost slices, or its counters if it has none. */
public final class Extent {
    private long start;
    private long end;

    /** Starts with nothing. */
    public Extent() {
    }

    /**
     * Looks at a batch.
     *
     * @param batch a batch with slices or counters; not kept
     */
    public void of(SpanBatch batch) {
        start = Long.MAX_VALUE;
        end = Long.MIN_VALUE;
        for (int i = 0, slices = batch.slices(); i < slices; i++) {
            if (batch.parent(i) < 0) {
                start = Math.min(start, batch.startNanos(i));
                end = Math.max(end, batch.endNanos(i));
            }
        }
        if (batch.slices() == 0) {
            for (int k = 0, counters = batch.counters(); k < counters; k++) {
                start = Math.min(start, batch.counterNanos(k));
                end = Math.max(end, batch.counterNanos(k));
            }
        }
    }

    /**
     * Begin of the earliest.
     *
     * @return nanoseconds of the stream
     */
    public long start() {
        return start;
    }

    /**
     * End of the latest.
     *
     * @return nanoseconds of the stream
     */
    public long end() {
        return end;
    }
}

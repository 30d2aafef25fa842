package dev.fxprof.export.speedscope;

import dev.fxprof.api.SpanBatch;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** The profile of one track as it grows. */
abstract class ProfileOutput {
    private final String name;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long slices;
    private int[] open = new int[16];
    private int depth;

    ProfileOutput(String name) {
        this.name = name;
    }

    /** Takes the begin of a slice; its index counts within the batch. */
    abstract void begin(SpanBatch batch, int i, long nanos) throws IOException;

    /** Takes the end of the slice that was begun last and is open. */
    abstract void end(SpanBatch batch, int i, long nanos) throws IOException;

    /** Writes what is between the braces of the profile, from behind its first keys on. */
    abstract void write(OutputStream to, long start, long end) throws IOException;

    abstract String type();

    final void take(SpanBatch batch) throws IOException {
        int count = batch.slices();
        for (int i = 0; i < count; i++) {
            closeUntil(batch, batch.parent(i));
            long start = forward(batch.startNanos(i));
            first = Math.min(first, start);
            begin(batch, i, start);
            if (depth == open.length) {
                open = Arrays.copyOf(open, 2 * depth);
            }
            open[depth++] = i;
        }
        closeUntil(batch, -1);
        slices += count;
    }

    private void closeUntil(SpanBatch batch, int parent) throws IOException {
        while (depth > 0 && open[depth - 1] != parent) {
            int i = open[--depth];
            end(batch, i, forward(batch.endNanos(i)));
        }
    }

    /** Speedscope refuses a file in which time goes back. */
    private long forward(long nanos) {
        last = Math.max(last, nanos);
        return last;
    }

    final String name() {
        return name;
    }

    final long slices() {
        return slices;
    }

    final long first() {
        return first;
    }

    final long last() {
        return last;
    }
}

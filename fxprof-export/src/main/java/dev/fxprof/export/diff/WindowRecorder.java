package dev.fxprof.export.diff;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds the self times of a recording that knows no ticks up by windows of time. What stands in their
 * place is the time that was recorded in a window. A slice that stands for several calls counts as
 * many times.
 */
final class WindowRecorder implements SpanObserver {
    /** The tick of a server. */
    private static final long LEAST_NANOS = 50_000_000;
    private static final int MOST_WINDOWS = 1024;

    private final TickTable table;
    private final RowIndex rows;
    private final long length;
    private final List<double[]> windows = new ArrayList<>();
    private long[] from = new long[64];
    private int[] open = new int[64];
    private int depth;

    WindowRecorder(SiteTable sites, TickTable table, long end) {
        this.table = table;
        rows = new RowIndex(sites, table);
        length = Math.max(LEAST_NANOS, end / MOST_WINDOWS + 1);
    }

    @Override
    public void accept(SpanBatch batch) {
        if (!rows.begin(batch)) {
            return;
        }
        depth = 0;
        for (int i = 0; i < batch.slices(); i++) {
            while (depth > 0 && open[depth - 1] != batch.parent(i)) {
                leave(batch);
            }
            rows.enter(batch, i);
            if (depth > 0) {
                add(batch, open[depth - 1], from[depth - 1], batch.startNanos(i));
            }
            if (depth == open.length) {
                open = Arrays.copyOf(open, 2 * depth);
                from = Arrays.copyOf(from, 2 * depth);
            }
            open[depth] = i;
            from[depth++] = batch.startNanos(i);
        }
        while (depth > 0) {
            leave(batch);
        }
    }

    private void leave(SpanBatch batch) {
        int top = open[--depth];
        add(batch, top, from[depth], batch.endNanos(top));
        if (depth > 0) {
            from[depth - 1] = batch.endNanos(top);
        }
    }

    /** Adds a stretch in which a slice is the innermost. */
    private void add(SpanBatch batch, int i, long start, long end) {
        if (batch.isPlaceholder(i)) {
            return;
        }
        long at = Math.max(0, start);
        while (at < end) {
            int window = (int) Math.min(at / length, MOST_WINDOWS);
            long until = Math.min(end, (window + 1) * length);
            double nanos = (window == MOST_WINDOWS ? end : until) - at;
            add(window, RowIndex.TICK_ROW, nanos);
            add(window, rows.resourceRow(i), batch.calls(i) * nanos);
            int row = rows.row(batch, i);
            if (row != RowIndex.NONE) {
                add(window, row, batch.calls(i) * nanos);
            }
            at = window == MOST_WINDOWS ? end : until;
        }
    }

    private void add(int window, int row, double nanos) {
        while (windows.size() <= window) {
            windows.add(new double[0]);
        }
        double[] values = windows.get(window);
        if (row >= values.length) {
            values = Arrays.copyOf(values, table.rows().size());
            windows.set(window, values);
        }
        values[row] += nanos;
    }

    /** Puts the windows in which something ran into the table. */
    void finish() {
        for (double[] window : windows) {
            if (window.length > 0) {
                table.add(Arrays.copyOf(window, table.rows().size()));
            }
        }
    }
}

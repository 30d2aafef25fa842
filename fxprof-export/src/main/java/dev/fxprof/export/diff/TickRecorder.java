package dev.fxprof.export.diff;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanObserver;
import dev.fxprof.export.report.SliceTimes;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Adds a span stream up to self times a tick. What runs between two ticks counts to the second of
 * them; what a task does on a worker counts to none. What stands beside the ticks fills its own rows
 * alone: its resource was billed on the thread that has the ticks.
 *
 * <p>Assumptions: one thread calls all methods, or calls are ordered otherwise.
 */
final class TickRecorder implements SpanObserver {
    private static final int NONE = -1;

    private final TickTable table;
    private final RowIndex rows;
    private final IntPredicate beside;
    private final SliceTimes times = new SliceTimes();
    private double[] nanos = new double[256];
    private long end;

    /** Takes the threads that stand beside those with ticks. */
    TickRecorder(SiteTable sites, TickTable table, IntPredicate beside) {
        this.table = table;
        this.beside = beside;
        rows = new RowIndex(sites, table);
    }

    /** When the last slice ended. */
    long end() {
        return end;
    }

    @Override
    public void accept(SpanBatch batch) {
        if (!rows.begin(batch)) {
            return;
        }
        times.of(batch);
        boolean isBeside = beside.test(batch.track());
        int tick = NONE;
        for (int i = 0; i < batch.slices(); i++) {
            if (tick != NONE && batch.depth(i) <= batch.depth(tick)) {
                endTick();
                tick = NONE;
            }
            rows.enter(batch, i);
            if (batch.isPlaceholder(i)) {
                continue;
            }
            add(batch, i, isBeside);
            if (tick == NONE && rows.isTick(batch, i)) {
                add(RowIndex.TICK_ROW, batch.endNanos(i) - batch.startNanos(i));
                tick = i;
            }
        }
        if (tick != NONE) {
            endTick();
        }
    }

    private void add(SpanBatch batch, int i, boolean isBeside) {
        double self = batch.calls(i) * (double) times.self(i);
        end = Math.max(end, batch.endNanos(i));
        if (!isBeside) {
            add(rows.resourceRow(i), self);
        }
        int row = rows.row(batch, i);
        if (row != RowIndex.NONE) {
            add(row, self);
        }
    }

    private void add(int row, double self) {
        if (row >= nanos.length) {
            nanos = Arrays.copyOf(nanos, Math.max(row + 1, 2 * nanos.length));
        }
        nanos[row] += self;
    }

    private void endTick() {
        if (nanos.length < table.rows().size()) {
            nanos = Arrays.copyOf(nanos, 2 * table.rows().size());
        }
        table.add(nanos);
        Arrays.fill(nanos, 0, table.rows().size(), 0);
    }

    @Override
    public void spanCost(SpanCost cost) {
        times.cost(cost);
    }
}

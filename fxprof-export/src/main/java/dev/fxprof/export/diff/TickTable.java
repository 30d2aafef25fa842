package dev.fxprof.export.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Self time a tick of every row of one recording: a matrix of ticks and rows. Its size is bounded:
 * where a recording is long, one line of it holds the mean of several consecutive ticks.
 */
final class TickTable {
    /** Cells of four bytes each. */
    static final long MOST_CELLS = 4L << 20;

    private final long mostCells;
    private final List<RowKey> rows = new ArrayList<>();
    private final List<float[]> lines = new ArrayList<>();
    private double[] pending = new double[64];
    private int pendingTicks;
    private int ticksPerLine = 1;
    private long cells;
    private long ticks;

    TickTable() {
        this(MOST_CELLS);
    }

    TickTable(long mostCells) {
        this.mostCells = mostCells;
    }

    /** Adds a row and yields its index. */
    int row(RowKey key) {
        rows.add(key);
        return rows.size() - 1;
    }

    List<RowKey> rows() {
        return rows;
    }

    /** Takes the self times of one tick, in nanoseconds by row. */
    void add(double[] nanos) {
        int count = rows.size();
        if (count > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(count, 2 * pending.length));
        }
        for (int row = 0; row < count; row++) {
            pending[row] += nanos[row];
        }
        ticks++;
        if (++pendingTicks == ticksPerLine) {
            push(count);
        }
    }

    private void push(int count) {
        float[] line = new float[count];
        for (int row = 0; row < count; row++) {
            line[row] = (float) (pending[row] / pendingTicks);
        }
        Arrays.fill(pending, 0);
        pendingTicks = 0;
        lines.add(line);
        cells += count;
        while (cells > mostCells && lines.size() > 1) {
            halve();
        }
    }

    /** Makes one line of so many ticks, at least. */
    void coarsen(int ticks) {
        while (ticksPerLine < ticks && lines.size() > 1) {
            halve();
        }
    }

    private void halve() {
        int half = lines.size() / 2;
        cells = 0;
        for (int i = 0; i < half; i++) {
            float[] first = lines.get(2 * i);
            float[] second = lines.get(2 * i + 1);
            float[] mean = Arrays.copyOf(first, Math.max(first.length, second.length));
            for (int row = 0; row < second.length; row++) {
                mean[row] += second[row];
            }
            for (int row = 0; row < mean.length; row++) {
                mean[row] /= 2;
            }
            lines.set(i, mean);
            cells += mean.length;
        }
        lines.subList(half, lines.size()).clear();
        ticksPerLine *= 2;
    }

    /** Ticks taken, all told. */
    long ticks() {
        return ticks;
    }

    int ticksPerLine() {
        return ticksPerLine;
    }

    int lines() {
        return lines.size();
    }

    /** Mean self time a tick of a row in one line, in nanoseconds. */
    double nanos(int line, int row) {
        float[] values = lines.get(line);
        return row < values.length ? values[row] : 0;
    }
}

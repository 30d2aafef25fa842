package dev.fxprof.export.diff;

import dev.fxprof.api.Capture;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import dev.fxprof.export.report.TickTracks;
import java.io.IOException;

/**
 * Self times a tick of one recording, as far as a comparison needs them; memory is bounded by 16 MB and
 * what the names take.
 */
public final class RecordedTicks {
    private static final int WARM_UP_PART = 10;

    /** Cells of all recordings of one comparison, of four bytes each. */
    private static final long MOST_CELLS = 32L << 20;

    private final TickTable table;
    private boolean windows;
    private int from;

    private RecordedTicks(TickTable table) {
        this.table = table;
    }

    /** Nothing recorded yet; {@link #sink} fills it. */
    public RecordedTicks() {
        this(new TickTable());
    }

    /**
     * One of many, which together take at most 128 MB: where that is not enough for all ticks, several are
     * taken together.
     *
     * @param count how many there will be
     * @return nothing recorded yet
     */
    public static RecordedTicks oneOf(int count) {
        return new RecordedTicks(new TickTable(MOST_CELLS / count));
    }

    /** One of so many, but never more than one alone may take. */
    private static RecordedTicks shareOf(int count) {
        return new RecordedTicks(new TickTable(Math.min(TickTable.MOST_CELLS, MOST_CELLS / count)));
    }

    /**
     * Reads a capture.
     *
     * @param capture what was recorded; not closed
     * @param warmUp ticks at its beginning to leave out; never more than a tenth of it
     * @param count how many recordings are compared, which together take at most 128 MB
     * @return its ticks; of a capture without ticks windows of time stand in their place
     * @throws IOException if the capture's temporary file cannot be read
     */
    public static RecordedTicks of(Capture capture, int warmUp, int count) throws IOException {
        RecordedTicks ticks = shareOf(count);
        TickTracks tracks = new TickTracks(capture.sites());
        capture.replay(tracks);
        TickRecorder recorder = new TickRecorder(capture.sites(), ticks.table,
                tracks::isBeside);
        capture.replay(recorder);
        if (ticks.table.ticks() > 0) {
            ticks.dropFirst(Math.min(warmUp, (int) Math.min(Integer.MAX_VALUE,
                    ticks.table.ticks() / WARM_UP_PART)));
            return ticks;
        }
        RecordedTicks byTime = shareOf(count);
        byTime.windows = true;
        WindowRecorder recorded = new WindowRecorder(capture.sites(), byTime.table,
                recorder.end());
        capture.replay(recorded);
        recorded.finish();
        return byTime;
    }

    /**
     * Takes a stream as it is recorded.
     *
     * @param sites sites of the stream
     * @return the sink of one recording
     */
    public SpanSink sink(SiteTable sites) {
        return new TickRecorder(sites, table, _ -> false);
    }

    /**
     * Leaves ticks at the beginning out.
     *
     * @param ticks how many
     */
    public void dropFirst(int ticks) {
        from = Math.min(table.lines(), Math.ceilDiv(ticks, table.ticksPerLine()));
    }

    /**
     * How much was recorded.
     *
     * @return ticks, or windows; those that are left out among them
     */
    public long ticks() {
        return table.ticks();
    }

    /**
     * Whether the recording knew no ticks.
     *
     * @return true if windows of time stand in their place
     */
    public boolean isByTime() {
        return windows;
    }

    TickTable table() {
        return table;
    }

    /** Lines that are compared. */
    int lines() {
        return table.lines() - from;
    }

    /** Sum of some rows by line. */
    Series series(int... rows) {
        double[] nanos = new double[lines()];
        for (int line = 0; line < nanos.length; line++) {
            for (int row : rows) {
                nanos[line] += table.nanos(from + line, row);
            }
        }
        return new Series(nanos);
    }

    /** The same as shares of the tick. */
    Series shares(int... rows) {
        double[] shares = new double[lines()];
        for (int line = 0; line < shares.length; line++) {
            double tick = table.nanos(from + line, RowIndex.TICK_ROW);
            for (int row : rows) {
                shares[line] += tick > 0 ? table.nanos(from + line, row) / tick : 0;
            }
        }
        return new Series(shares);
    }
}

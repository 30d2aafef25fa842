package dev.fxprof.export.capture;

import dev.fxprof.api.SpanRecorder;
import java.io.IOException;
import java.util.Arrays;

/**
 * One thread of a recording that is read.
 *
 * <p>Three ways to fill it. {@link #add} takes whole slices in any order; how they nest follows from
 * their times. {@link #begin} and {@link #end} take both halves in the order in which they happened.
 * {@link #beginAt} and {@link #endAt} take both halves in any order; they are sorted by time, equal ones
 * by the order in which they came. A row is the handle by which further fields are set; for {@link #NONE}
 * nothing is set.
 */
public final class ReadTrack {
    /** The slice goes on with a span that was suspended. */
    public static final int CONTINUED = 1;
    /** Nothing ended the slice in the regular way. */
    public static final int UNFINISHED = 2;
    /** The slice stands in for a parent that was lost. */
    public static final int PLACEHOLDER = 4;
    /** Between the slice and the one around it a call was left out. */
    public static final int BELOW_LEFT_OUT = 8;

    /** There is no such slice. */
    public static final int NONE = -1;

    /** A nanosecond within the reach of all formats: 73 years each way. */
    static final long LARGEST_NANOS = 1L << 61;

    private static final int MOST_DEPTH = 1 << 16;
    private static final long MOST_SPAN = (1L << 53) - 1;

    private final int number;
    private final Repairs repairs;
    private String name;
    final Rows rows;
    private int[] stack = new int[16];
    private int depth;
    private int tooDeep;
    /** The latest begin or end. */
    private long last = Long.MIN_VALUE;
    private long lastWhole = Long.MIN_VALUE;
    /** Whether the rows came as they are to stand. */
    boolean inOrder = true;
    private boolean keepsOrder;
    boolean hasWhole;
    boolean hasStacked;
    boolean hasHalves;

    ReadTrack(int number, String name, Spill spill, Repairs repairs) {
        this.number = number;
        this.name = ReadSites.cut(name);
        this.repairs = repairs;
        rows = new Rows(spill);
    }

    /**
     * Number of the track.
     *
     * @return 1 or more
     */
    public int number() {
        return number;
    }

    String name() {
        return name;
    }

    /**
     * Names the track anew.
     *
     * @param newName name of the thread
     */
    public void rename(String newName) {
        name = ReadSites.cut(newName);
    }

    /**
     * Says that slices of equal start come as they nest, the outer one first, so that a slice without
     * duration can stand before a longer one.
     */
    public void keepOrder() {
        keepsOrder = true;
    }

    /** Whether of two slices with equal starts the one that came first stands first. */
    boolean keepsOrder() {
        return keepsOrder;
    }

    /**
     * Adds a whole slice.
     *
     * @param site its site
     * @param start nanoseconds
     * @param end nanoseconds; before the start it counts as the start
     * @return its row, or {@link #NONE} if no clock reaches that far
     * @throws IOException if the temporary file cannot be written
     */
    public int add(int site, long start, long end) throws IOException {
        if (isBeyond(start) || isBeyond(end)) {
            return NONE;
        }
        int row = row(site, start);
        if (end < start) {
            repairs.count("negative durations", 1);
        }
        rows.setLong(row, Field.END, Math.max(start, end));
        lastWhole = Math.max(lastWhole, Math.max(start, end));
        if (row > 0) {
            long before = rows.getLong(row - 1, Field.START);
            inOrder &= start > before
                    || start == before
                            && (keepsOrder || end < rows.getLong(row - 1, Field.END));
        }
        hasWhole = true;
        return row;
    }

    /**
     * Begins a slice.
     *
     * @param site its site
     * @param nanos now; before the last one, or beyond every clock, it counts as the last one
     * @return its row, or {@link #NONE} if it is nested too deeply
     * @throws IOException if the temporary file cannot be written
     */
    public int begin(int site, long nanos) throws IOException {
        if (depth == MOST_DEPTH) {
            tooDeep++;
            repairs.count("slices nested too deeply", 1);
            return NONE;
        }
        long now = forward(nanos);
        int row = row(site, now);
        rows.setInt(row, Field.DEPTH, depth);
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, 2 * depth);
        }
        stack[depth++] = row;
        hasStacked = true;
        return row;
    }

    /**
     * Ends the slice that was begun last and is open.
     *
     * @param nanos now; before the last one, or beyond every clock, it counts as the last one
     * @return its row, or {@link #NONE} if none is open
     */
    public int end(long nanos) {
        if (tooDeep > 0) {
            tooDeep--;
            return NONE;
        }
        if (depth == 0) {
            repairs.count("ends without a begin", 1);
            return NONE;
        }
        int row = stack[--depth];
        rows.setLong(row, Field.END, forward(nanos));
        return row;
    }

    /**
     * Row of an open slice.
     *
     * @param above 0 for the innermost
     * @return the row, or {@link #NONE} if there are not as many
     */
    public int open(int above) {
        return above < depth ? stack[depth - 1 - above] : NONE;
    }

    /**
     * Takes the begin of a slice whose end will be given to {@link #endAt}.
     *
     * @param site its site
     * @param nanos when
     * @return its row, or {@link #NONE} if no clock reaches that far
     * @throws IOException if the temporary file cannot be written
     */
    public int beginAt(int site, long nanos) throws IOException {
        return half(site, nanos, Field.BEGIN);
    }

    /**
     * Takes the end of a slice.
     *
     * @param site a site with the name of the slice, or 0 for the innermost that is open then
     * @param nanos when
     * @return its row, or {@link #NONE} if no clock reaches that far
     * @throws IOException if the temporary file cannot be written
     */
    public int endAt(int site, long nanos) throws IOException {
        return half(site, nanos, Field.FINISH);
    }

    private int half(int site, long nanos, int flag) throws IOException {
        if (isBeyond(nanos)) {
            return NONE;
        }
        inOrder &= nanos >= last;
        last = Math.max(last, nanos);
        int row = row(site, nanos);
        rows.setLong(row, Field.END, nanos);
        rows.setInt(row, Field.FLAGS, flag);
        hasHalves = true;
        return row;
    }

    private int row(int site, long start) throws IOException {
        int row = rows.add();
        rows.setInt(row, Field.SITE, site);
        rows.setLong(row, Field.START, start);
        rows.setInt(row, Field.SOURCE, SpanRecorder.NO_SOURCE);
        return row;
    }

    static boolean isOutOfRange(long nanos) {
        return nanos > LARGEST_NANOS || nanos < -LARGEST_NANOS;
    }

    private boolean isBeyond(long nanos) {
        boolean beyond = isOutOfRange(nanos);
        if (beyond) {
            repairs.count("times out of range", 1);
        }
        return beyond;
    }

    private long forward(long nanos) {
        // Left out, the begin or end would shift all others by one.
        if (isBeyond(nanos)) {
            last = last == Long.MIN_VALUE ? 0 : last;
            return last;
        }
        if (nanos < last) {
            repairs.count("times that go back", 1);
            return last;
        }
        last = nanos;
        return nanos;
    }

    /**
     * Gives a slice the ids that the file names.
     *
     * @param row the slice
     * @param span id of its span, below 2^53, 0 for none
     * @param parent id of the span around it, 0 for none
     */
    public void ids(int row, long span, long parent) {
        if (row >= 0) {
            rows.setLong(row, Field.SPAN, id(span));
            rows.setLong(row, Field.PARENT_SPAN, id(parent));
        }
    }

    private long id(long span) {
        if (span < 0 || span > MOST_SPAN) {
            repairs.count("span ids out of range", 1);
            return 0;
        }
        return span;
    }

    /**
     * Says who caused a slice.
     *
     * @param row the slice
     * @param player number of the player
     */
    public void source(int row, int player) {
        set(row, Field.SOURCE, player);
    }

    /**
     * Says from where a slice was called.
     *
     * @param row the slice
     * @param site site of the caller
     */
    public void caller(int row, int site) {
        set(row, Field.CALLER, site);
    }

    /**
     * Says for how many calls a slice stands.
     *
     * @param row the slice
     * @param calls a power of two; others count as the next lower one
     */
    public void calls(int row, long calls) {
        if (row >= 0) {
            int log = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, calls));
            rows.setInt(row, Field.FLAGS, rows.getInt(row, Field.FLAGS)
                    & ~(0xFF << Field.CALLS_SHIFT) | log << Field.CALLS_SHIFT);
        }
    }

    /**
     * Marks a slice.
     *
     * @param row the slice
     * @param marks sum of {@link #CONTINUED} and the like
     */
    public void mark(int row, int marks) {
        if (row >= 0) {
            rows.setInt(row, Field.FLAGS, rows.getInt(row, Field.FLAGS) | marks);
        }
    }

    /**
     * Site of a slice.
     *
     * @param row the slice
     * @return id of its site, or 0 for {@link #NONE}
     */
    public int site(int row) {
        return row < 0 ? 0 : rows.getInt(row, Field.SITE);
    }

    /**
     * Gives a slice another site, once more is known about it.
     *
     * @param row the slice
     * @param site its site
     */
    public void site(int row, int site) {
        set(row, Field.SITE, site);
    }

    private void set(int row, int field, int value) {
        if (row >= 0) {
            rows.setInt(row, field, value);
        }
    }

    /** Ends what is open where the thread was heard of last. */
    void closeOpen() {
        if (depth > 0) {
            repairs.count("slices without an end", depth);
        }
        long end = Math.max(last, lastWhole);
        while (depth > 0) {
            int row = stack[--depth];
            rows.setLong(row, Field.END, end);
            mark(row, UNFINISHED);
        }
    }
}

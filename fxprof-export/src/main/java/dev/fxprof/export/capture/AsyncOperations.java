package dev.fxprof.export.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * Operations that begin and end independently of each other, such as requests. An operation may consist
 * of several slices, which nest; it stands on the first track that is free when it begins.
 */
public final class AsyncOperations {
    /** Beyond so many tracks the last one takes the rest. */
    private static final int MOST_TRACKS = 512;

    /** What never ends must not fill the memory: so many may be open at once, and nest so deep. */
    private static final int MOST_OPEN = 1 << 18;
    private static final int MOST_DEPTH = 1 << 10;

    private final String name;
    private final ReadSites sites;
    private final Repairs repairs;
    private final Rows rows;
    private final Map<Long, Operation> open = new HashMap<>();
    private final List<ReadTrack> tracks = new ArrayList<>();
    private final PriorityQueue<Integer> free = new PriorityQueue<>();
    private boolean inOrder = true;
    private long last;

    /** An operation that is open, and the rows of its open slices on its track. */
    private static final class Operation {
        final int track;
        int[] slices = new int[4];
        int depth;
        int tooDeep;

        Operation(int track) {
            this.track = track;
        }
    }

    AsyncOperations(String name, Spill spill, ReadSites sites, Repairs repairs) {
        this.name = name;
        this.sites = sites;
        this.repairs = repairs;
        rows = new Rows(spill);
    }

    /**
     * Takes the begin of a slice.
     *
     * @param operation tells operations that are open at the same time from each other
     * @param site its site
     * @param nanos when
     * @throws IOException if the temporary file cannot be written
     */
    public void begin(long operation, int site, long nanos) throws IOException {
        half(operation, site, nanos, Field.BEGIN);
    }

    /**
     * Takes the end of a slice.
     *
     * @param operation as at its begin
     * @param site a site with the name of the slice, or 0 for the innermost of the operation
     * @param nanos when
     * @throws IOException if the temporary file cannot be written
     */
    public void end(long operation, int site, long nanos) throws IOException {
        half(operation, site, nanos, Field.FINISH);
    }

    private void half(long operation, int site, long nanos, int flag) throws IOException {
        if (ReadTrack.isOutOfRange(nanos)) {
            repairs.count("times out of range", 1);
            return;
        }
        int row = rows.add();
        inOrder &= row == 0 || nanos >= rows.getLong(row - 1, Field.START);
        rows.setLong(row, Field.START, nanos);
        rows.setLong(row, Field.SPAN, operation);
        rows.setInt(row, Field.SITE, site);
        rows.setInt(row, Field.FLAGS, flag);
    }

    /** Makes slices of the halves. */
    void layOut(Function<String, ReadTrack> maker) throws IOException {
        int[] order = inOrder
                ? null
                : RowOrder.of(rows.size(), (a, b) -> Long.compare(rows.getLong(a, Field.START),
                        rows.getLong(b, Field.START)));
        for (int i = 0; i < rows.size(); i++) {
            int row = order == null ? i : order[i];
            last = rows.getLong(row, Field.START);
            if (rows.getInt(row, Field.FLAGS) == Field.BEGIN) {
                begin(row, maker);
            } else {
                finish(row);
            }
        }
        for (Operation operation : open.values()) {
            repairs.count("slices without an end", operation.depth);
            close(operation, 0, true);
        }
        open.clear();
    }

    private void begin(int row, Function<String, ReadTrack> maker) throws IOException {
        Operation operation = open.get(rows.getLong(row, Field.SPAN));
        if (operation == null) {
            if (open.size() == MOST_OPEN) {
                repairs.count("operations beyond the limit", 1);
                return;
            }
            operation = new Operation(freeTrack(maker));
            open.put(rows.getLong(row, Field.SPAN), operation);
        }
        if (operation.depth == MOST_DEPTH) {
            operation.tooDeep++;
            repairs.count("slices nested too deeply", 1);
            return;
        }
        if (operation.depth == operation.slices.length) {
            operation.slices = Arrays.copyOf(operation.slices, 2 * operation.depth);
        }
        operation.slices[operation.depth++] = tracks.get(operation.track)
                .add(rows.getInt(row, Field.SITE), last, last);
    }

    private int freeTrack(Function<String, ReadTrack> maker) {
        Integer known = free.poll();
        if (known != null) {
            return known;
        }
        if (tracks.size() < MOST_TRACKS) {
            ReadTrack track = maker.apply(tracks.isEmpty()
                    ? name
                    : name + " " + (tracks.size() + 1));
            track.keepOrder();
            tracks.add(track);
        }
        return tracks.size() - 1;
    }

    private void finish(int row) {
        long key = rows.getLong(row, Field.SPAN);
        Operation operation = open.get(key);
        if (operation != null && operation.tooDeep > 0) {
            operation.tooDeep--;
            return;
        }
        int at = operation == null ? -1 : find(operation, rows.getInt(row, Field.SITE));
        if (at < 0) {
            repairs.count("ends without a begin", 1);
            return;
        }
        repairs.count("slices without an end", operation.depth - 1 - at);
        close(operation, at + 1, true);
        close(operation, at, false);
        if (operation.depth == 0) {
            open.remove(key);
            if (operation.track < MOST_TRACKS - 1) {
                free.add(operation.track);
            }
        }
    }

    /** The innermost slice that has the name of a site. */
    private int find(Operation operation, int site) {
        int at = operation.depth - 1;
        while (site != 0 && at >= 0 && !isNamed(operation, at, site)) {
            at--;
        }
        return at;
    }

    private boolean isNamed(Operation operation, int at, int site) {
        int own = tracks.get(operation.track).site(operation.slices[at]);
        return own == site || sites.site(own).name().equals(sites.site(site).name());
    }

    /** Ends the slices from a depth on. */
    private void close(Operation operation, int from, boolean unfinished) {
        ReadTrack track = tracks.get(operation.track);
        while (operation.depth > from) {
            int row = operation.slices[--operation.depth];
            track.rows.setLong(row, Field.END, last);
            if (unfinished) {
                track.mark(row, ReadTrack.UNFINISHED);
            }
        }
    }
}

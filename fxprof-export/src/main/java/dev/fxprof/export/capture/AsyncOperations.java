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
    private static final int MOST_DEPTH = 256;

    private final String name;
    private final ReadSites sites;
    private final Repairs repairs;
    private final Rows rows;
    private final Map<Long, Operation> open = new HashMap<>();
    private final List<ReadTrack> tracks = new ArrayList<>();
    private final PriorityQueue<Integer> free = new PriorityQueue<>();
    private boolean inOrder = true;

    /** An operation that is open, and the sites of its open slices. */
    private static final class Operation {
        final int track;
        int[] sites = new int[4];
        int depth;

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

    /**
     * Makes slices of the halves.
     *
     * @param maker makes a track of a name, or null if there are too many
     */
    void layOut(Function<String, ReadTrack> maker) throws IOException {
        int[] order = inOrder
                ? RowOrder.asTheyCame(rows.size())
                : RowOrder.of(rows.size(), (a, b) -> Long.compare(rows.getLong(a, Field.START),
                        rows.getLong(b, Field.START)));
        for (int row : order) {
            if (rows.getInt(row, Field.FLAGS) == Field.BEGIN) {
                begin(row, maker);
            } else {
                finish(row);
            }
        }
        open.clear();
    }

    private void begin(int row, Function<String, ReadTrack> maker) throws IOException {
        long key = rows.getLong(row, Field.SPAN);
        Operation operation = open.get(key);
        if (operation == null) {
            int track = freeTrack(maker);
            if (track < 0) {
                repairs.count("operations beyond the limit", 1);
                return;
            }
            operation = new Operation(track);
            open.put(key, operation);
        }
        if (operation.depth == MOST_DEPTH) {
            repairs.count("slices nested too deeply", 1);
            return;
        }
        if (operation.depth == operation.sites.length) {
            operation.sites = Arrays.copyOf(operation.sites, 2 * operation.depth);
        }
        int site = rows.getInt(row, Field.SITE);
        operation.sites[operation.depth++] = site;
        tracks.get(operation.track).begin(site, rows.getLong(row, Field.START));
    }

    private int freeTrack(Function<String, ReadTrack> maker) {
        Integer known = free.poll();
        if (known != null) {
            return known;
        }
        ReadTrack track = maker.apply(tracks.isEmpty() ? name : name + " " + (tracks.size() + 1));
        if (track == null) {
            return -1;
        }
        tracks.add(track);
        return tracks.size() - 1;
    }

    private void finish(int row) {
        long key = rows.getLong(row, Field.SPAN);
        Operation operation = open.get(key);
        int at = operation == null ? -1 : find(operation, rows.getInt(row, Field.SITE));
        if (at < 0) {
            repairs.count("ends without a begin", 1);
            return;
        }
        repairs.count("slices without an end", operation.depth - 1 - at);
        ReadTrack track = tracks.get(operation.track);
        while (operation.depth > at) {
            operation.depth--;
            int ended = track.end(rows.getLong(row, Field.START));
            if (operation.depth > at) {
                track.mark(ended, ReadTrack.UNFINISHED);
            }
        }
        if (at == 0) {
            open.remove(key);
            free.add(operation.track);
        }
    }

    /** Depth of the innermost slice that has the name of a site, or -1. */
    private int find(Operation operation, int site) {
        int at = operation.depth - 1;
        while (site != 0 && at >= 0 && !isNamed(operation.sites[at], site)) {
            at--;
        }
        return at;
    }

    private boolean isNamed(int one, int other) {
        return one == other || sites.site(one).name().equals(sites.site(other).name());
    }
}

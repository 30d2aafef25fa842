package dev.fxprof.export.capture;

import java.io.IOException;
import java.util.Arrays;

/**
 * Makes slices of begins and ends.
 *
 * <p>An end that names another slice than the innermost one closes all those above the one it names; if
 * none has that name, it is left out. So one missing end does not spoil all that follows.
 */
final class Halves {
    private final Rows rows;
    private final ReadSites sites;
    private final Repairs repairs;
    private int[] open = new int[64];
    private int depth;
    private long last;

    Halves(ReadTrack track, ReadSites sites, Repairs repairs) {
        rows = track.rows;
        this.sites = sites;
        this.repairs = repairs;
    }

    /**
     * Pairs them and returns the rows that are slices now, in begin order.
     *
     * @param events rows in the order of time, or null if they are
     */
    int[] pair(int[] events) throws IOException {
        int size = rows.size();
        int[] begins = new int[Math.min(size, 1024)];
        int count = 0;
        for (int i = 0; i < size; i++) {
            int row = events == null ? i : events[i];
            last = rows.getLong(row, Field.START);
            if ((rows.getInt(row, Field.FLAGS) & Field.FINISH) != 0) {
                finish(row);
                continue;
            }
            if (count == begins.length) {
                begins = Arrays.copyOf(begins, Math.min(size, 2 * count));
            }
            begins[count++] = row;
            if ((rows.getInt(row, Field.FLAGS) & Field.BEGIN) != 0) {
                begin(row);
            }
        }
        if (depth > 0) {
            repairs.count("slices without an end", depth);
        }
        while (depth > 0) {
            close(open[--depth], last, true);
        }
        return Arrays.copyOf(begins, count);
    }

    private void begin(int row) {
        rows.setInt(row, Field.DEPTH, depth);
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = row;
    }

    private void finish(int row) {
        int site = rows.getInt(row, Field.SITE);
        int at = depth - 1;
        while (site != 0 && at >= 0 && !isNamed(open[at], site)) {
            at--;
        }
        if (at < 0) {
            repairs.count("ends without a begin", 1);
            return;
        }
        repairs.count("slices without an end", depth - 1 - at);
        while (depth - 1 > at) {
            close(open[--depth], last, true);
        }
        close(open[--depth], last, false);
    }

    private boolean isNamed(int row, int site) {
        int own = rows.getInt(row, Field.SITE);
        return own == site || sites.site(own).name().equals(sites.site(site).name());
    }

    private void close(int row, long end, boolean unfinished) {
        rows.setLong(row, Field.END, end);
        int flags = rows.getInt(row, Field.FLAGS) & ~Field.BEGIN;
        rows.setInt(row, Field.FLAGS, unfinished ? flags | ReadTrack.UNFINISHED : flags);
    }
}

package dev.fxprof.export.capture;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes slices of begins and ends.
 *
 * <p>An end that names another slice than the innermost one closes all those above the one it names; if
 * none has that name, it is left out. So one missing end does not spoil all that follows.
 */
final class Halves {
    private final ReadTrack track;
    private final Rows rows;
    private final ReadSites sites;
    private final Repairs repairs;
    private final Map<String, Integer> numbers = new HashMap<>();
    /** Number of a site's name, 0 while unknown. */
    private int[] names = new int[64];
    /** Open slices by the number of their name, so that a name that is not open is known at once. */
    private int[] openByName = new int[64];
    private int[] open = new int[64];
    private int depth;

    Halves(ReadTrack track, ReadSites sites, Repairs repairs) {
        this.track = track;
        rows = track.rows;
        this.sites = sites;
        this.repairs = repairs;
    }

    /** Pairs them and returns the rows that are slices now, in begin order. */
    int[] pair() throws IOException {
        int size = rows.size();
        int[] events = track.inOrder
                ? RowOrder.asTheyCame(size)
                : RowOrder.of(size, (a, b) -> Long.compare(rows.getLong(a, Field.START),
                        rows.getLong(b, Field.START)));
        int begins = 0;
        long latest = Long.MIN_VALUE;
        for (int row : events) {
            int flags = rows.getInt(row, Field.FLAGS);
            latest = Math.max(latest, rows.getLong(row, Field.END));
            if ((flags & Field.FINISH) != 0) {
                finish(row);
                continue;
            }
            events[begins++] = row;
            if ((flags & Field.BEGIN) != 0) {
                begin(row);
            }
        }
        closeDownTo(0, latest);
        return Arrays.copyOf(events, begins);
    }

    private void begin(int row) {
        rows.setInt(row, Field.DEPTH, depth);
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = row;
        openByName[name(rows.getInt(row, Field.SITE))]++;
    }

    private void finish(int row) {
        int site = rows.getInt(row, Field.SITE);
        if (depth == 0 || site != 0 && openByName[name(site)] == 0) {
            repairs.count("ends without a begin", 1);
            return;
        }
        int at = depth - 1;
        while (site != 0 && name(rows.getInt(open[at], Field.SITE)) != name(site)) {
            at--;
        }
        long now = rows.getLong(row, Field.START);
        closeDownTo(at + 1, now);
        close(now);
    }

    /** Closes what nothing ends. */
    private void closeDownTo(int least, long now) {
        repairs.count("slices without an end", depth - least);
        while (depth > least) {
            int row = close(now);
            rows.setInt(row, Field.FLAGS,
                    rows.getInt(row, Field.FLAGS) | ReadTrack.UNFINISHED);
        }
    }

    private int close(long now) {
        int row = open[--depth];
        openByName[name(rows.getInt(row, Field.SITE))]--;
        rows.setLong(row, Field.END, now);
        rows.setInt(row, Field.FLAGS, rows.getInt(row, Field.FLAGS) & ~Field.BEGIN);
        return row;
    }

    private int name(int site) {
        if (site == 0) {
            return 0;
        }
        if (site >= names.length) {
            names = Arrays.copyOf(names, Math.max(site + 1, 2 * names.length));
        }
        if (names[site] == 0) {
            names[site] = numbers.computeIfAbsent(sites.site(site).name(),
                    name -> numbers.size() + 1);
            if (names[site] >= openByName.length) {
                openByName = Arrays.copyOf(openByName, 2 * names[site]);
            }
        }
        return names[site];
    }
}

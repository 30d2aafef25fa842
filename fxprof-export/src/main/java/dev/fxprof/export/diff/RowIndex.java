package dev.fxprof.export.diff;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Rows of the slices of a stream: that of the resource, and that of the thing itself. */
final class RowIndex {
    static final int TICK_ROW = 0;
    static final int NONE = -1;

    /** Names are chosen by scripts and players; those beyond count to their resource alone. */
    private static final int MOST_ROWS = 5_000;

    private record Owned(int site, String owner) {}

    private final SiteTable sites;
    private final TickTable table;
    private final Map<RowKey, Integer> rows = new HashMap<>();
    private final Map<Owned, Integer> natives = new HashMap<>();
    private int[] siteRow = new int[256];
    private Site[] known = new Site[256];
    private String[] owner = new String[64];

    RowIndex(SiteTable sites, TickTable table) {
        this.sites = sites;
        this.table = table;
        row(RowKey.tick());
    }

    /** Begins a batch; false if its time is not the server's, but a worker's. */
    boolean begin(SpanBatch batch) {
        int slices = batch.slices();
        if (slices > owner.length) {
            owner = new String[Math.max(slices, 2 * owner.length)];
        }
        return slices > 0 && (batch.isPlaceholder(0)
                || site(batch.site(0)).kind() != SpanKind.TASK);
    }

    /** Learns who a slice is billed to; slices come in begin order. */
    void enter(SpanBatch batch, int i) {
        int parent = batch.parent(i);
        String around = parent < 0 ? "" : owner[parent];
        String own = batch.isPlaceholder(i) ? "" : site(batch.site(i)).resource();
        owner[i] = own.isEmpty() ? around : own;
    }

    /** Row of the resource that a slice is billed to. */
    int resourceRow(int i) {
        return row(RowKey.resource(owner[i]));
    }

    boolean isTick(SpanBatch batch, int i) {
        return !batch.isPlaceholder(i) && site(batch.site(i)).kind() == SpanKind.TICK;
    }

    /** Row of the thing itself, or {@link #NONE}. */
    int row(SpanBatch batch, int i) {
        int id = batch.site(i);
        Site site = site(id);
        switch (site.kind()) {
            case TICK, ENTRY, TASK -> {
                return NONE;
            }
            case NATIVE -> {
                return natives.computeIfAbsent(new Owned(id, owner[i]),
                        key -> row(RowKey.of(site, key.owner)));
            }
            default -> {
                if (siteRow[id] == NONE) {
                    siteRow[id] = row(RowKey.of(site, owner[i]));
                }
                return siteRow[id];
            }
        }
    }

    private Site site(int id) {
        if (id >= known.length) {
            int length = Math.max(id + 1, 2 * known.length);
            known = Arrays.copyOf(known, length);
            siteRow = Arrays.copyOf(siteRow, length);
        }
        if (known[id] == null) {
            known[id] = sites.site(id);
            siteRow[id] = NONE;
        }
        return known[id];
    }

    private int row(RowKey key) {
        Integer old = rows.get(key);
        if (old != null) {
            return old;
        }
        if (rows.size() >= MOST_ROWS && !key.isResource()) {
            return NONE;
        }
        int row = table.row(key);
        rows.put(key, row);
        return row;
    }
}

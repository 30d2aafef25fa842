package dev.fxprof.export.report;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the statistics need to know of a site, looked up by id without an allocation. */
final class SiteIndex {
    /** The resource of a native that nobody is named for is its caller's. */
    static final int CALLERS = -1;

    private final SiteTable sites;
    private final RowTable rows;
    private final Map<String, Integer> resources = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private Site[] known = new Site[0];
    private int[] row = new int[0];
    private int[] resource = new int[0];
    private int[] overhead = new int[0];

    SiteIndex(SiteTable sites, RowTable rows) {
        this.sites = sites;
        this.rows = rows;
    }

    /** Makes a site known; to be called before the other questions about it. */
    void learn(int site) {
        if (site < known.length && known[site] != null) {
            return;
        }
        if (site >= known.length) {
            int capacity = Math.max(site + 1, Math.max(256, 2 * known.length));
            known = Arrays.copyOf(known, capacity);
            row = Arrays.copyOf(row, capacity);
            resource = Arrays.copyOf(resource, capacity);
            overhead = Arrays.copyOf(overhead, capacity);
        }
        Site found = sites.site(site);
        known[site] = found;
        row[site] = rows.rowOf(found);
        resource[site] = found.kind() == SpanKind.NATIVE && found.resource().isEmpty()
                ? CALLERS
                : resource(found.resource());
        overhead[site] = OverheadTable.category(found);
    }

    /** Category of the site's own time, or {@link OverheadTable#NONE}. */
    int overhead(int site) {
        return overhead[site];
    }

    SpanKind kind(int site) {
        return known[site].kind();
    }

    ScriptRuntime runtime(int site) {
        return known[site].runtime();
    }

    /** Index of the site's row, or -1 if its kind has no table. */
    int row(int site) {
        return row[site];
    }

    int resource(int site) {
        return resource[site];
    }

    Site site(int site) {
        return known[site];
    }

    String resourceName(int index) {
        return names.get(index);
    }

    /** Index of a resource. */
    int resource(String name) {
        return resources.computeIfAbsent(name, added -> {
            names.add(added);
            return names.size() - 1;
        });
    }
}

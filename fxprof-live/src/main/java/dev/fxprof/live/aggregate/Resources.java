package dev.fxprof.live.aggregate;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers of the resources, which stay over restarts of the source; those beyond a limit share one. */
final class Resources {
    /** The native's time is its caller's. */
    static final int CALLERS = -1;

    private static final int MOST = 512;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private SiteTable sites;
    private Site[] known = new Site[0];
    private int[] resource = new int[0];

    /** Says that sites are of another stream from now on. */
    void of(SiteTable table) {
        sites = table;
        known = new Site[256];
        resource = new int[256];
    }

    Site site(int id) {
        if (id >= known.length) {
            known = Arrays.copyOf(known, Math.max(id + 1, 2 * known.length));
            resource = Arrays.copyOf(resource, known.length);
        }
        Site site = known[id];
        if (site == null) {
            site = sites.site(id);
            known[id] = site;
            resource[id] = site.kind() == SpanKind.NATIVE && site.resource().isEmpty()
                    ? CALLERS
                    : number(site.resource());
        }
        return site;
    }

    /** Number of the resource of a site that was asked for before, or {@link #CALLERS}. */
    int of(int site) {
        return resource[site];
    }

    int number(String name) {
        Integer number = numbers.get(name);
        if (number != null) {
            return number;
        }
        if (names.size() >= MOST && !name.equals(SiteTable.OTHER)) {
            return number(SiteTable.OTHER);
        }
        numbers.put(name, names.size());
        names.add(name);
        return names.size() - 1;
    }

    String name(int number) {
        return names.get(number);
    }

    int size() {
        return names.size();
    }
}

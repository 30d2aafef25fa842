package dev.fxprof.ringbuffer;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import java.util.Arrays;

/** From the site ids of one segment to those of the capture that several are merged into. */
final class SiteMap {
    private final SegmentSites from;
    private final SiteTable to;
    private int[] ids = new int[256];

    private SiteMap(SegmentSites from, SiteTable to) {
        this.from = from;
        this.to = to;
    }

    /** Where the capture uses the segment's own table. */
    static SiteMap same() {
        return new SiteMap(null, null);
    }

    static SiteMap into(SiteTable capture, SegmentSites segment) {
        return new SiteMap(segment, capture);
    }

    /** The id of a caller's site, 0 if there is none. */
    int caller(int site) {
        return site <= 0 ? 0 : global(site);
    }

    /** The id of a site; one that cannot be resolves to a site that says so. */
    int global(int site) {
        if (from == null) {
            return site;
        }
        if (site <= 0) {
            return add(0);
        }
        if (site < ids.length && ids[site] != 0) {
            return ids[site];
        }
        return add(site);
    }

    private int add(int site) {
        Site s = from.read(site);
        int id = to.intern(s.resource(), s.runtime(), s.kind(), s.name(), s.file(), s.line());
        if (site <= from.capacity()) {
            if (site >= ids.length) {
                ids = Arrays.copyOf(ids, Math.max(site + 1, ids.length * 2));
            }
            ids[site] = id;
        }
        return id;
    }
}

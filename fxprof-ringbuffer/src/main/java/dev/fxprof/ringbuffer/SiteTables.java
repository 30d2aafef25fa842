package dev.fxprof.ringbuffer;

import dev.fxprof.api.SiteTable;

/** Makes tables of sites for streams that do not come out of a segment. */
public final class SiteTables {
    private static final int NAME_BYTES = 16 << 20;
    private static final int SITES = 1 << 16;

    private SiteTables() {
    }

    /**
     * A table of this process alone, with the limits that all tables have.
     *
     * @return an empty table
     */
    public static SiteTable ofThisProcess() {
        return new SiteRegistry(Segment.anonymous(new Geometry(1, 16, 16, SITES, NAME_BYTES),
                SegmentOwner.current("", Clocks.NANOS_KIND)).sites());
    }
}

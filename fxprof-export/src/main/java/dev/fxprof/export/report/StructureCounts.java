package dev.fxprof.export.report;

import dev.fxprof.api.Site;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;

/** How often each site was entered below each other, for the {@link StructureHash}. */
final class StructureCounts {
    private static final int NO_SITE = 0;
    private static final int LOST_SITE = Integer.MAX_VALUE;

    private final SiteIndex sites;
    private final LongCounts counts = new LongCounts();

    StructureCounts(SiteIndex sites) {
        this.sites = sites;
    }

    void add(SpanBatch batch, int i) {
        int site = batch.site(i);
        if (sites.kind(site) != SpanKind.GC) {
            int parent = batch.parent(i);
            int parentSite = parent < 0
                    ? NO_SITE
                    : batch.isPlaceholder(parent) ? LOST_SITE : batch.site(parent);
            counts.increment((long) parentSite << 32 | site);
        }
    }

    String hash() {
        var hash = new StructureHash();
        counts.forEach((key, count) -> {
            Site site = sites.site((int) key);
            hash.add(site.resource(), site.kind(), site.name(), parentName((int) (key >>> 32)),
                    count);
        });
        return hash.hex();
    }

    private String parentName(int site) {
        return switch (site) {
            case NO_SITE -> "";
            case LOST_SITE -> StructureHash.LOST_PARENT;
            default -> sites.site(site).name();
        };
    }
}

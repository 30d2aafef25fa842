package dev.fxprof.export.chrome;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import java.util.Arrays;
import java.util.function.Function;

/** The part of an event that only its site decides, rendered once a site. */
final class Prefixes {
    /** Sites beyond this are rendered every time, since hostile names could fill the memory. */
    private static final int MOST_KEPT = 1 << 14;

    private final SiteTable sites;
    private final Function<Site, byte[]> renderer;
    private Prefix[] kept = new Prefix[256];

    Prefixes(SiteTable sites, Function<Site, byte[]> renderer) {
        this.sites = sites;
        this.renderer = renderer;
    }

    Prefix of(int site) {
        Prefix[] all = kept;
        Prefix known = site < all.length ? all[site] : null;
        return known != null ? known : render(site);
    }

    private Prefix render(int site) {
        Prefix rendered = new Prefix(renderer.apply(sites.site(site)));
        if (site < MOST_KEPT) {
            if (site >= kept.length) {
                kept = Arrays.copyOf(kept, Math.max(site + 1, 2 * kept.length));
            }
            kept[site] = rendered;
        }
        return rendered;
    }
}

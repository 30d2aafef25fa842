package dev.fxprof.export.anonymise;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import java.util.ArrayList;
import java.util.List;

/** The sites of a recording under the same ids, their texts without what is personal. */
final class AnonymousSites implements SiteTable {
    private final SiteTable sites;
    private final PersonalText text;
    private final List<Site> known = new ArrayList<>();

    AnonymousSites(SiteTable sites, PersonalText text) {
        this.sites = sites;
        this.text = text;
    }

    @Override
    public int intern(String resource, ScriptRuntime runtime, SpanKind kind, String name,
            String file, int line) {
        return sites.intern(resource, runtime, kind, name, file, line);
    }

    @Override
    public Site site(int id) {
        while (known.size() < id) {
            Site site = sites.site(known.size() + 1);
            known.add(new Site(site.id(), text.clean(site.resource()), site.runtime(),
                    site.kind(), text.clean(site.name()), text.clean(site.file()),
                    site.line()));
        }
        return known.get(id - 1);
    }

    @Override
    public int size() {
        return sites.size();
    }

    @Override
    public long overflowed() {
        return sites.overflowed();
    }
}

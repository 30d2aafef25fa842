package dev.fxprof.hooks.lua.perf;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import java.util.ArrayList;
import java.util.List;

/** The few sites of such a capture: so few that none can overflow. */
final class PerfSites implements SiteTable {
    private static final String SERVER = "server";

    private final List<Site> sites = new ArrayList<>();

    @Override
    public synchronized int intern(String resource, ScriptRuntime runtime, SpanKind kind,
            String name, String file, int line) {
        for (Site site : sites) {
            if (site.equals(new Site(site.id(), resource, runtime, kind, name, file, line))) {
                return site.id();
            }
        }
        sites.add(new Site(sites.size() + 1, resource, runtime, kind, name, file, line));
        return sites.size();
    }

    /** Something of the server itself. */
    int server(String name) {
        return intern(SERVER, ScriptRuntime.ENGINE, SpanKind.REGION, name, "", 0);
    }

    @Override
    public synchronized Site site(int id) {
        return sites.get(id - 1);
    }

    @Override
    public synchronized int size() {
        return sites.size();
    }

    @Override
    public long overflowed() {
        return 0;
    }
}

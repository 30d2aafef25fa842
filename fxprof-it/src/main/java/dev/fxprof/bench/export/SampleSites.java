package dev.fxprof.bench.export;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import java.util.ArrayList;
import java.util.List;

/** As many sites, with names as long, as a server has. */
final class SampleSites implements SiteTable {
    static final int RESOURCES = 50;
    private static final int EACH = 14;

    private final List<Site> sites = new ArrayList<>();

    SampleSites() {
        intern("server", ScriptRuntime.ENGINE, SpanKind.TICK, "tick", "", 0);
        for (int resource = 0; resource < RESOURCES; resource++) {
            String name = "fx_resource" + resource;
            String file = "@" + name + "/server/main.lua";
            for (int i = 0; i < EACH; i += 2) {
                SpanKind kind = i == 0
                        ? SpanKind.THREAD
                        : i == 2 ? SpanKind.EVENT : SpanKind.FUNCTION;
                intern(name, ScriptRuntime.LUA, kind, name + ":updatePlayer" + i, file, 10 * i);
                intern(name, ScriptRuntime.NATIVE, SpanKind.NATIVE, "GetEntityCoords" + i, "", 0);
            }
        }
    }

    /** A site of a resource by its number; even ones are of Lua, odd ones natives. */
    static int of(int resource, int i) {
        return 2 + resource * EACH + i % EACH;
    }

    @Override
    public int intern(String resource, ScriptRuntime runtime, SpanKind kind, String name,
            String file, int line) {
        int id = sites.size() + 1;
        sites.add(new Site(id, resource, runtime, kind, name, file, line));
        return id;
    }

    @Override
    public Site site(int id) {
        return sites.get(id - 1);
    }

    @Override
    public int size() {
        return sites.size();
    }

    @Override
    public long overflowed() {
        return 0;
    }
}

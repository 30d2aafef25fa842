package dev.fxprof.export;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public final class TestSites implements SiteTable {
    private final List<Site> sites = new ArrayList<>();
    private final Map<Site, Integer> ids = new HashMap<>();

    public int tick() {
        return intern("server", ScriptRuntime.ENGINE, SpanKind.TICK, "tick", "", 0);
    }

    public int event(String resource, String name) {
        return intern(resource, ScriptRuntime.LUA, SpanKind.EVENT, name,
                "@" + resource + "/server.lua", 10);
    }

    public int thread(String resource, String name) {
        return intern(resource, ScriptRuntime.LUA, SpanKind.THREAD, name,
                "@" + resource + "/server.lua", 20);
    }

    public int function(String resource, String name) {
        return intern(resource, ScriptRuntime.LUA, SpanKind.FUNCTION, name,
                "@" + resource + "/server.lua", 30);
    }

    public int nativeCall(String resource, String name) {
        return intern(resource, ScriptRuntime.NATIVE, SpanKind.NATIVE, name, "", 0);
    }

    @Override
    public int intern(String resource, ScriptRuntime runtime, SpanKind kind, String name,
            String file, int line) {
        return ids.computeIfAbsent(new Site(0, resource, runtime, kind, name, file, line), key -> {
            sites.add(new Site(sites.size() + 1, resource, runtime, kind, name, file, line));
            return sites.size();
        });
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

package dev.fxprof.lua;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import java.util.ArrayList;
import java.util.List;

final class TestSites implements SiteTable {
    private final List<String> names = new ArrayList<>();
    final List<String> rows = new ArrayList<>();

    @Override
    public int intern(String resource, ScriptRuntime runtime, SpanKind kind, String name,
            String file, int line) {
        names.add(name);
        rows.add(resource + " " + runtime.label() + " " + kind.label() + " " + name + " " + file
                + ":" + line);
        return names.size();
    }

    String name(int id) {
        return id == 0 ? "" : names.get(id - 1);
    }

    @Override
    public Site site(int id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int size() {
        return names.size();
    }

    @Override
    public long overflowed() {
        return 0;
    }
}

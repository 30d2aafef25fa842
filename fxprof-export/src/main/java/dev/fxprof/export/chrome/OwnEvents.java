package dev.fxprof.export.chrome;

import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events by which a recording of ours says what is not in it. */
final class OwnEvents {
    private static final int MOST_STEPS = 1 << 20;

    private final CaptureBuilder builder;
    private final Symbols symbols;
    private final int lost;
    private final int sampled;
    private final int overhead;
    private final int losses;
    private final Map<Integer, SpanKind> kinds = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    /** What a step says of its site. */
    private record Name(String resource, SpanKind kind, String name) {}

    private record Step(long nanos, int resource, SpanKind kind, int name, long every) {}

    OwnEvents(CaptureBuilder builder, Symbols symbols) {
        this.builder = builder;
        this.symbols = symbols;
        lost = symbols.of("lost");
        losses = symbols.of("spans lost");
        overhead = symbols.of("overhead");
        sampled = symbols.of("recorded less or more");
        for (SpanKind kind : SpanKind.values()) {
            kinds.put(symbols.of(kind.label()), kind);
        }
    }

    /** Takes an instant if it is one of ours. */
    boolean takes(ChromeEvent event, ReadTrack track) {
        ChromeEvent.Arguments args = event.args;
        if (event.name == losses && event.category == lost && args.records > 0) {
            builder.lost(track, event.nanos, args.records);
            return true;
        }
        SpanKind kind = kinds.get(args.kind);
        if (event.name == sampled && event.category == overhead && args.every >= 0
                && kind != null) {
            if (steps.size() < MOST_STEPS) {
                steps.add(new Step(event.nanos, args.resource, kind, args.site, args.every));
            } else {
                builder.repaired("sampling steps beyond the limit", 1);
            }
            return true;
        }
        return false;
    }

    /** Finds the sites that are meant, once all are known. */
    void finish() {
        if (steps.isEmpty()) {
            return;
        }
        SiteTable sites = builder.sites();
        Map<Name, Integer> ids = new HashMap<>();
        for (int id = 1; id <= sites.size(); id++) {
            Site site = sites.site(id);
            ids.putIfAbsent(new Name(site.resource(), site.kind(), site.name()), id);
        }
        for (Step step : steps) {
            Name name = new Name(symbols.text(step.resource), step.kind, symbols.text(step.name));
            int site = ids.computeIfAbsent(name, missing -> intern(sites, missing));
            builder.sampling(new SamplingStep(step.nanos, site, step.every));
        }
    }

    private static int intern(SiteTable sites, Name name) {
        ScriptRuntime runtime = name.kind == SpanKind.NATIVE
                ? ScriptRuntime.NATIVE
                : ScriptRuntime.LUA;
        return sites.intern(name.resource, runtime, name.kind, name.name, "", 0);
    }
}

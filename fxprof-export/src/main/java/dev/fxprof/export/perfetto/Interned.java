package dev.fxprof.export.perfetto;

import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.FxprofSite;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.InternedData;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.SourceLocation;
import java.util.HashMap;
import java.util.Map;

/** What a sequence has interned since its state was cleared. */
final class Interned {
    /** Entries that all sequences of a file may hold at once, and characters of their texts. */
    private static final int MOST_ENTRIES = 1 << 20;
    private static final long MOST_TEXT = 64L << 20;

    /** What all sequences of a file hold together. */
    static final class Budget {
        private final CaptureBuilder builder;
        private long entries;
        private long text;

        Budget(CaptureBuilder builder) {
            this.builder = builder;
        }
    }

    private final Budget budget;
    final Map<Long, String> categories = new HashMap<>();
    final Map<Long, String> names = new HashMap<>();
    final Map<Long, String> annotations = new HashMap<>();
    final Map<Long, String> texts = new HashMap<>();
    final Map<Long, SourceLocation> locations = new HashMap<>();
    final Map<Long, FxprofSite> sites = new HashMap<>();
    /** Numbers of the sites of our own captures, by the number of the name. */
    final Map<Long, Integer> siteNumbers = new HashMap<>();
    private long entries;
    private long text;

    Interned(Budget budget) {
        this.budget = budget;
    }

    void clear() {
        budget.entries -= entries;
        budget.text -= text;
        entries = 0;
        text = 0;
        for (Map<?, ?> map : new Map<?, ?>[]{categories, names, annotations, texts, locations,
                sites, siteNumbers}) {
            map.clear();
        }
    }

    void take(InternedData data) {
        data.getEventCategoriesList().forEach(entry -> put(categories, entry.getIid(),
                entry.getName(), entry.getName().length()));
        data.getEventNamesList().forEach(entry -> {
            siteNumbers.remove(entry.getIid());
            put(names, entry.getIid(), entry.getName(), entry.getName().length());
        });
        data.getDebugAnnotationNamesList().forEach(entry -> put(annotations, entry.getIid(),
                entry.getName(), entry.getName().length()));
        data.getDebugAnnotationStringValuesList().forEach(entry -> put(texts, entry.getIid(),
                entry.getStr().toStringUtf8(), entry.getStr().size()));
        data.getSourceLocationsList().forEach(entry -> put(locations, entry.getIid(), entry,
                entry.getSerializedSize()));
        data.getFxprofSitesList().forEach(entry -> put(sites, entry.getIid(), entry,
                entry.getSerializedSize()));
    }

    private <T> void put(Map<Long, T> to, long iid, T value, int size) {
        if (iid == 0 || budget.entries >= MOST_ENTRIES || budget.text > MOST_TEXT) {
            budget.builder.repaired("names without a number or beyond the limit", 1);
            return;
        }
        to.put(iid, value);
        entries++;
        text += size;
        budget.entries++;
        budget.text += size;
    }
}

package dev.fxprof.export.perfetto;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.SourceLocation;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TrackEvent;
import java.util.ArrayList;
import java.util.List;

/** What the events of others' files tell about a site: category for the resource, name, place. */
final class ForeignSites {
    private static final String UNKNOWN = "unknown";
    private static final int MOST_CATEGORIES = 16;

    private final CaptureBuilder builder;

    ForeignSites(CaptureBuilder builder) {
        this.builder = builder;
    }

    int of(Interned interned, TrackEvent event) {
        SourceLocation location = event.hasSourceLocation()
                ? event.getSourceLocation()
                : interned.locations.getOrDefault(event.getSourceLocationIid(),
                        SourceLocation.getDefaultInstance());
        String category = category(interned, event);
        String name = name(interned, event);
        if (name.isEmpty()) {
            name = location.getFunctionName();
        }
        return named(category, name, location.getFileName(), location.getLineNumber());
    }

    int named(String category, String name, String file, int line) {
        return builder.sites().intern(category.isEmpty() ? UNKNOWN : category,
                ScriptRuntime.ENGINE, SpanKind.FUNCTION, name.isEmpty() ? "unnamed" : name, file,
                line);
    }

    /** Name of an event, or an empty string if it has none. */
    String name(Interned interned, TrackEvent event) {
        long iid = event.hasNameIid() ? event.getNameIid() : event.getLegacyEvent().getNameIid();
        if (iid == 0) {
            return event.getName();
        }
        String name = interned.names.get(iid);
        if (name == null) {
            builder.repaired("names that were not defined", 1);
            return "";
        }
        return name;
    }

    String category(Interned interned, TrackEvent event) {
        List<String> found = new ArrayList<>();
        for (long iid : event.getCategoryIidsList()) {
            String category = interned.categories.get(iid);
            if (category == null) {
                builder.repaired("names that were not defined", 1);
            } else if (found.size() < MOST_CATEGORIES) {
                found.add(category);
            }
        }
        for (String category : event.getCategoriesList()) {
            if (found.size() < MOST_CATEGORIES) {
                found.add(category);
            }
        }
        return String.join(",", found);
    }
}

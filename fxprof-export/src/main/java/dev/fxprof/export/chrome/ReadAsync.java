package dev.fxprof.export.chrome;

import dev.fxprof.api.SiteTable;
import dev.fxprof.export.capture.AsyncOperations;
import dev.fxprof.export.capture.CaptureBuilder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Operations that events begin and end by an id; those of one category share tracks. */
final class ReadAsync {
    /** Categories with tracks of their own. */
    private static final int MOST = 1 << 10;
    private static final int LONGEST_NAME = 128;

    private final CaptureBuilder builder;
    private final Symbols symbols;
    private final Map<Integer, AsyncOperations> categories = new HashMap<>();

    ReadAsync(CaptureBuilder builder, Symbols symbols) {
        this.builder = builder;
        this.symbols = symbols;
    }

    void begin(ChromeEvent event, int site) throws IOException {
        if (isIdentified(event)) {
            of(event).begin(operation(event), site, event.nanos);
        }
    }

    void end(ChromeEvent event, int site) throws IOException {
        if (isIdentified(event)) {
            of(event).end(operation(event), event.name == Symbols.NONE ? 0 : site, event.nanos);
        }
    }

    private boolean isIdentified(ChromeEvent event) {
        if (event.id == 0) {
            builder.repaired("operations without an id", 1);
        }
        return event.id != 0;
    }

    /** The same id in another process is another operation only if it is called local. */
    private static long operation(ChromeEvent event) {
        long process = event.isIdLocal ? ReadThreads.process(event) : -1;
        return ByteHash.of(ByteHash.of(event.id, event.scope), process);
    }

    private AsyncOperations of(ChromeEvent event) {
        int category = event.category;
        AsyncOperations known = categories.get(category);
        if (known == null && categories.size() >= MOST) {
            category = symbols.of(SiteTable.OTHER);
            known = categories.get(category);
        }
        if (known == null) {
            String name = symbols.text(category);
            known = builder.async(name.isEmpty()
                    ? "async"
                    : "async " + name.substring(0, Math.min(LONGEST_NAME, name.length())));
            categories.put(category, known);
        }
        return known;
    }
}

package dev.fxprof.export.chrome;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import java.util.Arrays;

/** Sites of events, found by the symbols of what they are made of. */
final class EventSites {
    /** Resource where the file names none. */
    private static final String UNKNOWN = "unknown";
    /** Resource of the engine itself. */
    private static final String SERVER = "server";

    private static final ScriptRuntime[] RUNTIMES = ScriptRuntime.values();
    private static final SpanKind[] KINDS = SpanKind.values();
    /** More than all labels, and a power of two. */
    private static final int LABELS = 32;
    private static final int FOREIGN = 0;
    private static final int COUNTER = -1;
    private static final int OWN_COUNTER = -2;

    private static final int FIELDS = 6;
    private static final int SITE = 5;
    private static final int FEWEST = 1 << 10;
    private static final int MOST = 1 << 18;

    private final SiteTable sites;
    private final Symbols symbols;
    /** Ordinals and 1 of runtimes and kinds by the symbols of their labels, 0 for other symbols. */
    private final int[] runtimes = new int[LABELS];
    private final int[] kinds = new int[LABELS];
    private int[] table = new int[FIELDS * FEWEST];
    private int size;

    EventSites(CaptureBuilder builder, Symbols symbols) {
        sites = builder.sites();
        this.symbols = symbols;
        for (ScriptRuntime runtime : RUNTIMES) {
            runtimes[symbols.of(runtime.label())] = runtime.ordinal() + 1;
        }
        for (SpanKind kind : KINDS) {
            kinds[symbols.of(kind.label())] = kind.ordinal() + 1;
        }
    }

    private static int ordinal(int[] of, int symbol) {
        return symbol < of.length ? of[symbol] : 0;
    }

    /** Runtime and kind of a slice as a number, 0 unless it is one that a recording of ours holds. */
    private int type(ChromeEvent.Arguments args) {
        int runtime = ordinal(runtimes, args.runtime);
        int kind = ordinal(kinds, args.kind);
        return runtime == 0 || kind == 0 ? FOREIGN : runtime * LABELS + kind;
    }

    /** Whether an event says of itself what a recording of ours does. */
    boolean isOwn(ChromeEvent.Arguments args) {
        return type(args) != FOREIGN;
    }

    /** Site of a slice. */
    int of(ChromeEvent event) {
        ChromeEvent.Arguments args = event.args;
        int type = type(args);
        return of(event.name, type == FOREIGN ? event.category : args.resource, type, args.file,
                args.line);
    }

    /** Site with the name of an event, and nothing more. */
    int named(ChromeEvent event) {
        return of(event.name, event.category, FOREIGN, Symbols.NONE, 0);
    }

    /**
     * Site of one of the values of a counter event.
     *
     * @param own whether the file is a recording of ours, where the server has all counters
     */
    int counter(ChromeEvent event, int value, boolean own) {
        return of(event.name, event.category, own ? OWN_COUNTER : COUNTER,
                event.args.nameOf(value), 0);
    }

    private int of(int name, int resource, int type, int file, int line) {
        int at = find(name, resource, type, file, line);
        if (table[at + SITE] != 0) {
            return table[at + SITE];
        }
        int site = intern(name, resource, type, file, line);
        put(at, new int[]{name, resource, type, file, line, site});
        if (2 * FIELDS * size > table.length) {
            grow();
        }
        return site;
    }

    /** Where an entry stands, or would. */
    private int find(int name, int resource, int type, int file, int line) {
        int mask = table.length / FIELDS - 1;
        int mixed = (((name * 31 + resource) * 31 + type) * 31 + file) * 31 + line;
        int slot = mixed * 0x9E3779B9 >>> 8 & mask;
        while (true) {
            int at = FIELDS * slot;
            boolean same = table[at] == name && table[at + 1] == resource && table[at + 2] == type
                    && table[at + 3] == file && table[at + 4] == line;
            if (same || table[at + SITE] == 0) {
                return at;
            }
            slot = slot + 1 & mask;
        }
    }

    private void put(int at, int[] entry) {
        System.arraycopy(entry, 0, table, at, FIELDS);
        size++;
    }

    private int intern(int name, int resource, int type, int file, int line) {
        if (type > FOREIGN) {
            return sites.intern(symbols.text(resource), RUNTIMES[type / LABELS - 1],
                    KINDS[type % LABELS - 1], symbols.text(name), symbols.text(file), line);
        }
        String category = first(symbols.text(resource));
        if (type == FOREIGN) {
            return sites.intern(category, ScriptRuntime.ENGINE, SpanKind.FUNCTION,
                    symbols.text(name), symbols.text(file), line);
        }
        String whole = name == file || name == Symbols.NONE
                ? symbols.text(file)
                : symbols.text(name) + " " + symbols.text(file);
        return sites.intern(type == OWN_COUNTER ? SERVER : category, ScriptRuntime.ENGINE,
                type == OWN_COUNTER ? SpanKind.TICK : SpanKind.REGION, whole, "", 0);
    }

    /** The first of some categories. */
    private static String first(String categories) {
        int comma = categories.indexOf(',');
        String first = (comma < 0 ? categories : categories.substring(0, comma)).strip();
        return first.isEmpty() ? UNKNOWN : first;
    }

    /** Makes room, or begins anew where hostile names fill the memory. */
    private void grow() {
        int[] before = table;
        table = new int[FIELDS * (size > MOST ? FEWEST : 2 * before.length / FIELDS)];
        boolean keeps = size <= MOST;
        size = 0;
        for (int at = 0; keeps && at < before.length; at += FIELDS) {
            int[] entry = Arrays.copyOfRange(before, at, at + FIELDS);
            if (entry[SITE] != 0) {
                put(find(entry[0], entry[1], entry[2], entry[3], entry[4]), entry);
            }
        }
    }
}

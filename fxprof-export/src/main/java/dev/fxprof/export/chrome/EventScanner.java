package dev.fxprof.export.chrome;

import dev.fxprof.api.CaptureCost;
import java.io.IOException;

/** Reads one event after the other. Of members that come twice the last one counts. */
final class EventScanner {
    /** Counters of one event that are kept. */
    private static final int MOST_VALUES = 1 << 12;

    private static final String VALUE = "a value";

    private final JsonScanner json;
    private final Symbols symbols;
    private final CostScanner costs;
    final ChromeEvent event = new ChromeEvent();
    /** What the file said last that it has cost, or null. */
    CaptureCost cost;

    EventScanner(JsonScanner json, Symbols symbols) {
        this.json = json;
        this.symbols = symbols;
        costs = new CostScanner(json);
    }

    /** Reads the event that begins at the next byte. */
    void read() throws IOException {
        event.clear();
        json.take('{', "an event");
        if (json.takes('}')) {
            return;
        }
        do {
            json.key();
            member(Key.of(json));
        } while (json.goesOn('}'));
    }

    private void member(Key key) throws IOException {
        switch (key) {
            case PH -> event.phase = phase();
            case NAME -> event.name = symbol();
            case CAT -> event.category = symbol();
            case TS -> event.nanos = nanos();
            case DUR -> event.duration = nanos();
            case TDUR -> event.cpuDuration = nanos();
            case PID -> event.pid = place();
            case TID -> event.tid = place();
            case ID -> event.id = identity();
            case ID2 -> scopedIdentity();
            case SCOPE -> event.scope = identity();
            case BIND_ID -> event.bindId = identity();
            case FLOW_IN -> event.isFlowIn = isTrue();
            case FLOW_OUT -> event.isFlowOut = isTrue();
            case BP -> event.bindsEnclosing = phase() == 'e';
            case ARGS -> arguments();
            default -> json.skip();
        }
    }

    private int phase() throws IOException {
        if (json.next() != '"') {
            json.skip();
            return 0;
        }
        json.string(VALUE);
        return json.to - json.from == 1 ? json.text[json.from] : 0;
    }

    /** A text; 0 for any other value. */
    private int symbol() throws IOException {
        if (json.next() != '"') {
            json.skip();
            return Symbols.NONE;
        }
        json.string(VALUE);
        return symbols.of(json);
    }

    /** Whether a number, or a text that is one, was read. */
    private boolean isNumber() throws IOException {
        int next = json.next();
        if (next == '"') {
            json.string(VALUE);
            return Decimal.isNumber(json.text, json.from, json.to);
        }
        if (Decimal.begins(next)) {
            json.number();
            return json.to > json.from;
        }
        json.skip();
        return false;
    }

    private long nanos() throws IOException {
        return isNumber() ? Decimal.nanos(json.text, json.from, json.to) : Decimal.MISSING;
    }

    private long whole(long otherwise) throws IOException {
        return isNumber() ? Decimal.whole(json.text, json.from, json.to) : otherwise;
    }

    private boolean isTrue() throws IOException {
        int next = json.next();
        if (next == 't') {
            return json.word(VALUE);
        }
        json.skip();
        return false;
    }

    /** Number of a process or thread. Some writers have their name there. */
    private long place() throws IOException {
        boolean text = json.next() == '"';
        if (isNumber()) {
            long most = ReadThreads.TEXT - 1;
            return Math.clamp(Decimal.whole(json.text, json.from, json.to), -most, most);
        }
        return text ? ReadThreads.TEXT | symbols.of(json) : ChromeEvent.MISSING;
    }

    /** Something that identifies: numbers and texts of the same digits are the same. */
    private long identity() throws IOException {
        int next = json.next();
        if (next == '"') {
            json.string(VALUE);
            return json.hash | 1;
        }
        if (Decimal.begins(next)) {
            json.number();
            return ByteHash.of(json.text, json.from, json.to) | 1;
        }
        json.skip();
        return 0;
    }

    private void scopedIdentity() throws IOException {
        if (!json.enters()) {
            return;
        }
        do {
            json.key();
            switch (Key.of(json)) {
                case LOCAL -> {
                    event.id = identity();
                    event.isIdLocal = true;
                }
                case GLOBAL -> event.id = identity();
                default -> json.skip();
            }
        } while (json.goesOn('}'));
    }

    private void arguments() throws IOException {
        if (!json.enters()) {
            return;
        }
        do {
            json.key();
            if (event.phase == 0 || event.phase == 'C') {
                value(symbols.of(json));
            } else {
                argument(Key.of(json));
            }
        } while (json.goesOn('}'));
    }

    /** Reads what is an argument, or the value of a counter, or may turn out to be one. */
    private void value(int symbol) throws IOException {
        Key key = Key.of(json);
        int next = json.next();
        argument(key);
        if ((next == '"' || Decimal.begins(next)) && event.args.size < MOST_VALUES
                && Decimal.isNumber(json.text, json.from, json.to)) {
            event.args.add(symbol, Decimal.number(json.text, json.from, json.to));
        }
    }

    private void argument(Key key) throws IOException {
        ChromeEvent.Arguments args = event.args;
        switch (key) {
            case RESOURCE -> args.resource = symbol();
            case RUNTIME -> args.runtime = symbol();
            case KIND -> args.kind = symbol();
            case SPAN_ID -> args.span = whole(0);
            case PARENT_SPAN_ID -> args.parent = whole(0);
            case FILE -> args.file = symbol();
            case LINE -> args.line = Math.clamp(whole(0), 0, Integer.MAX_VALUE);
            case SOURCE -> args.source = whole(Decimal.MISSING);
            case CONTINUED -> args.isContinued = isTrue();
            case UNFINISHED -> args.isUnfinished = isTrue();
            case CALLS -> args.calls = whole(Decimal.MISSING);
            case PLACEHOLDER -> args.isPlaceholder = isTrue();
            case EARLIER -> args.earlier = whole(0);
            case FROM_SPAN_ID -> args.fromSpan = whole(0);
            case TO_SPAN_ID -> args.toSpan = whole(0);
            default -> rareArgument(key);
        }
    }

    private void rareArgument(Key key) throws IOException {
        ChromeEvent.Arguments args = event.args;
        switch (key) {
            case NAME -> {
                if (event.phase == 'M' || event.phase == 0) {
                    args.name = symbol();
                } else {
                    json.skip();
                }
            }
            case SITE -> args.site = symbol();
            case RECORDS -> args.records = whole(0);
            case ONE_CALL_IN -> args.every = whole(Decimal.MISSING);
            case FXPROF_CAPTURE -> {
                args.isCapture = true;
                json.skip();
            }
            case FXPROF_COST -> cost = costs.read();
            default -> json.skip();
        }
    }
}

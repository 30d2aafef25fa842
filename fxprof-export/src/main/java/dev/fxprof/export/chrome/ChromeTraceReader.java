package dev.fxprof.export.chrome;

import dev.fxprof.api.Capture;
import dev.fxprof.api.TraceReader;
import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.json.HeadSource;
import java.io.IOException;

/**
 * Reads Chrome traces of any origin, the recordings of this program among them: an array of events, or
 * an object that has one. Source: the document "Trace Event Format" of the Chromium project, and what
 * Perfetto, Catapult and Speedscope accept.
 *
 * <p>Slices (X, B and E), asynchronous operations (b and e, S and F), flows (s, t and f, or bind_id),
 * counters and the names of processes and threads are kept; instants and samples are counted and left
 * out. An array may lack its end. A file of any size is read in bounded memory.
 */
public final class ChromeTraceReader implements TraceReader {
    private static final String FORMAT = "chrome";

    /** Made by the service loader. */
    public ChromeTraceReader() {
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(byte[] head) {
        try (JsonScanner json = new JsonScanner(new HeadSource(head))) {
            return json.next() == '[' ? isEvents(json) : isTrace(json);
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isEvents(JsonScanner json) throws IOException {
        json.take('[', "an array");
        while (!json.isAtEnd() && json.next() == 'n') {
            json.skip();
            json.goesOn(']');
        }
        if (json.isAtEnd() || json.takes(']')) {
            return true;
        }
        json.take('{', "an object");
        if (json.takes('}')) {
            return true;
        }
        do {
            json.key();
            if (Key.of(json) == Key.PH) {
                return true;
            }
            json.skip();
        } while (json.goesOn('}'));
        return false;
    }

    private static boolean isTrace(JsonScanner json) throws IOException {
        json.take('{', "an object");
        do {
            json.key();
            switch (Key.of(json)) {
                case TRACE_EVENTS, DISPLAY_TIME_UNIT, STACK_FRAMES, SYSTEM_TRACE_EVENTS, OTHER_DATA,
                        CONTROLLER_TRACE_DATA -> {
                    return true;
                }
                default -> json.skip();
            }
        } while (json.goesOn('}'));
        return false;
    }

    @Override
    public Capture read(TraceSource source) throws IOException {
        try (CaptureBuilder builder = new CaptureBuilder(FORMAT);
                JsonScanner json = new JsonScanner(source)) {
            new Reading(json, builder).read();
            return builder.build();
        }
    }

    /** One file. */
    private static final class Reading {
        private final JsonScanner json;
        private final CaptureBuilder builder;
        private final Symbols symbols = new Symbols();
        private final EventScanner events;
        private final EventTaker taker;
        private boolean hasEvents;

        Reading(JsonScanner json, CaptureBuilder builder) {
            this.json = json;
            this.builder = builder;
            events = new EventScanner(json, symbols);
            taker = new EventTaker(builder, symbols);
        }

        void read() throws IOException {
            try {
                if (json.next() == '[') {
                    array();
                } else {
                    object();
                }
                if (!json.isAtEnd()) {
                    throw json.expected("the end of the file");
                }
            } catch (CutException _) {
                builder.repaired("truncated", 1);
            }
            builder.repaired("names beyond the limit", symbols.overflowed());
            taker.finish(events.cost);
        }

        private void object() throws IOException {
            json.take('{', "an array of events, or an object that has one");
            boolean goesOn = !json.takes('}');
            while (goesOn) {
                json.key();
                Key key = Key.of(json);
                if (key == Key.TRACE_EVENTS) {
                    array();
                } else if (key == Key.SAMPLES && json.next() == '[') {
                    builder.repaired("samples left out", samples());
                } else {
                    json.skip();
                }
                goesOn = json.goesOn('}');
            }
            if (!hasEvents) {
                throw json.wrong(-1, "expected an object with \"traceEvents\"");
            }
        }

        private void array() throws IOException {
            hasEvents = true;
            json.take('[', "an array of events");
            if (json.takes(']')) {
                return;
            }
            do {
                if (json.next() == ']') {
                    builder.repaired("commas before the end", 1);
                    json.take(']', "']'");
                    return;
                }
                if (json.next() == '{') {
                    events.read();
                    taker.take(events.event);
                } else if (!isNull()) {
                    throw json.expected("an event");
                }
            } while (json.goesOn(']'));
        }

        /** Some writers end their array with an empty entry. */
        private boolean isNull() throws IOException {
            if (json.next() != 'n') {
                return false;
            }
            json.word("an event");
            return true;
        }

        private int samples() throws IOException {
            json.take('[', "an array");
            if (json.takes(']')) {
                return 0;
            }
            int samples = 0;
            do {
                json.skip();
                samples++;
            } while (json.goesOn(']'));
            return samples;
        }
    }
}

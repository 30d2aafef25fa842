package dev.fxprof.export.fxserver;

import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads what {@code profiler save} writes: a MessagePack map of {@code ticks}, {@code events} and {@code
 * threads}.
 *
 * <p>Source: {@code ConvertToStorage} in Profiler.cpp. An event is an array: {@code who, what, when, where,
 * why, much} since June 2021, {@code when, what, where, why} before, and with {@code much} at the end for a
 * short time between; as their lengths differ, they tell which one it is.
 */
final class SavedRecording {
    private static final int WITH_THREAD = 6;
    private static final int WITH_MEMORY = 5;
    private static final int FIRST = 4;
    private static final int MOST_THREADS = 1 << 16;

    private final TraceSource source;
    private final CaptureBuilder builder;
    private final RecordedEvents events;

    SavedRecording(TraceSource source, CaptureBuilder builder) throws IOException {
        this.source = source;
        this.builder = builder;
        events = new RecordedEvents(builder, this::threads);
    }

    void read() throws IOException {
        try (MsgPackInput in = new MsgPackInput(source)) {
            boolean hasEvents = false;
            try {
                long pairs = in.map();
                for (long i = 0; i < pairs; i++) {
                    if (in.string().equals("events")) {
                        hasEvents = true;
                        events(in);
                    } else {
                        in.skip();
                    }
                }
                if (!hasEvents) {
                    throw MalformedTraceException.at(source, in.offset(),
                            "expected a map with a list of events");
                }
            } catch (EOFException _) {
                builder.repaired("truncated", 1);
            }
        }
        events.finish();
    }

    private void events(MsgPackInput in) throws IOException {
        long count = in.array();
        for (long i = 0; i < count; i++) {
            if (in.isArrayNext()) {
                event(in);
            } else {
                in.skip();
                events.unknown();
            }
        }
    }

    private void event(MsgPackInput in) throws IOException {
        long fields = in.array();
        if (fields < FIRST) {
            for (long i = 0; i < fields; i++) {
                in.skip();
            }
            events.unknown();
            return;
        }
        boolean hasThread = fields >= WITH_THREAD;
        int who = hasThread ? (int) in.integer() : RecordedEvents.SCOPE_THREAD;
        long first = in.integer();
        long second = in.integer();
        String where = in.string();
        String why = in.string();
        long much = fields >= WITH_MEMORY ? in.integer() : 0;
        for (long i = WITH_THREAD; i < fields; i++) {
            in.skip();
        }
        long nanos = events.nanos(hasThread ? second : first);
        event(who, hasThread ? first : second, nanos, where, why);
        if (much != 0) {
            events.memory(who, nanos, much);
        }
    }

    private void event(int who, long what, long nanos, String where, String why)
            throws IOException {
        switch (Math.clamp(what, -1, Integer.MAX_VALUE)) {
            case RecordedEvents.BEGIN_TICK -> events.beginTick(nanos);
            case RecordedEvents.ENTER_RESOURCE -> events.enterResource(who, nanos, where, why);
            case RecordedEvents.EXIT_RESOURCE -> events.exit(who, nanos, Unit.EXIT_RESOURCE);
            case RecordedEvents.ENTER_SCOPE -> events.enterScope(who, nanos, where);
            case RecordedEvents.EXIT_SCOPE -> events.exit(who, nanos, Unit.EXIT_SCOPE);
            case RecordedEvents.END_TICK -> events.endTick(nanos);
            default -> events.unknown();
        }
    }

    /** The list of threads stands behind the events; few recordings have any. */
    private Map<Integer, String> threads() throws IOException {
        Map<Integer, String> names = new HashMap<>();
        try (MsgPackInput in = new MsgPackInput(source)) {
            long pairs = in.map();
            for (long i = 0; i < pairs; i++) {
                if (in.string().equals("threads")) {
                    threads(in, names);
                } else {
                    in.skip();
                }
            }
        } catch (EOFException _) {
            // Those that the cut took are named by their numbers.
            return names;
        }
        return names;
    }

    private static void threads(MsgPackInput in, Map<Integer, String> names) throws IOException {
        long count = in.array();
        for (long i = 0; i < count; i++) {
            long pairs = in.map();
            int id = 0;
            String name = "";
            for (long j = 0; j < pairs; j++) {
                switch (in.string()) {
                    case "thread_id" -> id = (int) in.integer();
                    case "name" -> name = in.string();
                    default -> in.skip();
                }
            }
            if (names.size() < MOST_THREADS) {
                names.put(id, name);
            }
        }
    }
}

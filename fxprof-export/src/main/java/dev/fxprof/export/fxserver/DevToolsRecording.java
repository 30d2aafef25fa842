package dev.fxprof.export.fxserver;

import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.json.JsonInput;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads what {@code profiler saveJSON} writes, and {@code /profileData.json} serves: trace events for the
 * developer tools of Chrome.
 *
 * <p>Source: {@code ConvertToJSON} in Profiler.cpp. The server has paired enters and exits by then, by
 * their order alone, so that an exit no longer says whether it is a resource's or a scope's.
 */
final class DevToolsRecording {
    private static final int MOST_THREADS = 1 << 16;

    private final TraceSource source;
    private final CaptureBuilder builder;
    private final RecordedEvents events;
    private final Map<Integer, String> threads = new HashMap<>();

    /** Fields of the event that is read. */
    private String name;
    private String phase;
    private String named;
    private long micros;
    private int thread;
    private long memory;

    DevToolsRecording(TraceSource source, CaptureBuilder builder) throws IOException {
        this.source = source;
        this.builder = builder;
        events = new RecordedEvents(builder, () -> threads);
    }

    void read() throws IOException {
        boolean hasEvents = false;
        try (JsonInput in = new JsonInput(source)) {
            if (!in.isObject()) {
                throw in.expected("an object");
            }
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("traceEvents") && in.isArray()) {
                    hasEvents = true;
                    events(in);
                } else {
                    in.skip();
                }
            }
            if (!hasEvents) {
                throw in.expected("a list \"traceEvents\" in the object");
            }
        } catch (EOFException _) {
            builder.repaired("truncated", 1);
        }
        events.finish();
    }

    private void events(JsonInput in) throws IOException {
        while (in.element()) {
            if (in.isObject()) {
                event(in);
                take();
            } else {
                in.skip();
                events.unknown();
            }
        }
    }

    private void event(JsonInput in) throws IOException {
        name = "";
        phase = "";
        named = "";
        micros = 0;
        thread = RecordedEvents.SCOPE_THREAD;
        memory = 0;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> name = in.text();
                case "ph" -> phase = in.text();
                case "ts" -> micros = in.integer(0);
                case "tid" -> thread = (int) in.integer(RecordedEvents.SCOPE_THREAD);
                case "args" -> arguments(in);
                default -> in.skip();
            }
        }
    }

    private void arguments(JsonInput in) throws IOException {
        if (!in.isObject()) {
            in.skip();
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("name")) {
                named = in.text();
            } else if (field.equals("data") && in.isObject()) {
                data(in);
            } else {
                in.skip();
            }
        }
    }

    private void data(JsonInput in) throws IOException {
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("jsHeapSizeUsed")) {
                memory = in.integer(0);
            } else {
                in.skip();
            }
        }
    }

    private void take() throws IOException {
        switch (phase) {
            case "B" -> events.enterAny(thread, events.nanos(micros), name);
            case "E" -> events.exit(thread, events.nanos(micros), Unit.EXIT);
            case "I" -> instant();
            case "M" -> {
                if (name.equals("thread_name") && threads.size() < MOST_THREADS) {
                    threads.put(thread, named);
                }
            }
            // The screenshots of the ticks.
            case "O" -> {
            }
            default -> events.unknown();
        }
    }

    private void instant() throws IOException {
        switch (name) {
            case "BeginFrame" -> events.beginTick(events.nanos(micros));
            case "DrawFrame" -> events.endTick(events.nanos(micros));
            case "UpdateCounters" -> events.memory(thread, events.nanos(micros), memory);
            // They only make the developer tools show what they have.
            case "ActivateLayerTree", "TracingStartedInBrowser" -> {
            }
            default -> events.unknown();
        }
    }
}

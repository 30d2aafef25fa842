package dev.fxprof.export.fxserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recording as FXServer makes it, event by event, and the files that it writes of it. Made after
 * Profiler.cpp, with its order of keys, its unsigned times and its way to pair enters and exits for JSON.
 */
final class ServerRecording {
    /** Fields of an event, as they were at different times. */
    enum Form {
        WHEN_FIRST, WHEN_FIRST_WITH_MEMORY, WHO_FIRST
    }

    private static final String SCREENSHOT = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBD".repeat(12);
    private static final JsonMapper JSON = new JsonMapper();

    record Event(int who, int what, long when, String where, String why, long much) {}

    final List<Event> events = new ArrayList<>();
    private final Map<Integer, String> threads = new HashMap<>();
    private long now;

    ServerRecording at(long micros) {
        now = micros;
        return this;
    }

    ServerRecording beginTick() {
        add(1, 0, "", "", 0);
        return scope("Resource Manager Tick");
    }

    ServerRecording endTick() {
        exitScope();
        return add(1, 5, "", "", 0);
    }

    ServerRecording resource(String resource, String cause) {
        return add(2, 1, resource, cause, 0);
    }

    ServerRecording exitResource() {
        return add(2, 2, "", "", 0);
    }

    ServerRecording scope(String name) {
        return add(2, 3, name, "", 0);
    }

    ServerRecording exitScope() {
        return add(2, 4, "", "", 0);
    }

    ServerRecording function(int thread, String name, long memory) {
        return add(thread, 3, name, "", memory);
    }

    ServerRecording exitFunction(int thread) {
        return add(thread, 4, "", "", 0);
    }

    ServerRecording thread(int id, String resource) {
        threads.put(id, resource);
        return this;
    }

    ServerRecording add(int who, int what, String where, String why, long much) {
        events.add(new Event(who, what, now, where, why, much));
        return this;
    }

    byte[] saved() {
        return saved(Form.WHO_FIRST);
    }

    byte[] saved(Form form) {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        try {
            save(to, form);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to.toByteArray();
    }

    private void save(OutputStream to, Form form) throws IOException {
        MsgPackOutput out = new MsgPackOutput(to);
        out.map(form == Form.WHO_FIRST ? 3 : 2);
        out.string("ticks");
        List<Integer> ticks = new ArrayList<>();
        boolean start = true;
        for (int i = 0; i < events.size(); i++) {
            if (start) {
                ticks.add(i);
            }
            start = events.get(i).what == 0;
        }
        out.array(ticks.size());
        for (int tick : ticks) {
            out.unsigned(tick);
        }
        out.string("events");
        out.array(events.size());
        for (Event event : events) {
            event(out, event, form);
        }
        if (form == Form.WHO_FIRST) {
            out.string("threads");
            out.array(threads.size());
            for (var thread : threads.entrySet()) {
                out.map(2);
                out.string("thread_id");
                out.signed(thread.getKey());
                out.string("name");
                out.string(thread.getValue());
            }
        }
    }

    static void event(MsgPackOutput out, Event event, Form form) throws IOException {
        switch (form) {
            case WHO_FIRST -> {
                out.array(6);
                out.signed(event.who);
                out.signed(event.what);
                out.unsigned(event.when);
            }
            case WHEN_FIRST, WHEN_FIRST_WITH_MEMORY -> {
                out.array(form == Form.WHEN_FIRST ? 4 : 5);
                out.unsigned(event.when);
                out.signed(event.what);
            }
        }
        out.string(event.where);
        out.string(event.why);
        if (form != Form.WHEN_FIRST) {
            out.signed(event.much);
        }
    }

    byte[] json() {
        ObjectNode document = JSON.createObjectNode();
        ArrayNode list = document.putArray("traceEvents");
        metadata(list, "process_name", 1, "Browser");
        metadata(list, "thread_name", 1, "CrBrowserMain");
        metadata(list, "thread_name", 2, "CrRendererMain");
        threads.forEach((thread, name) -> metadata(list, "thread_name", thread, name));
        started(list);
        Map<Integer, Deque<String>> open = new HashMap<>();
        for (Event event : events) {
            json(list, event, open.computeIfAbsent(event.who, _ -> new ArrayDeque<>()));
        }
        return JSON.writeValueAsBytes(document);
    }

    private static void metadata(ArrayNode list, String name, int thread, String value) {
        ObjectNode event = list.addObject();
        event.putObject("args").put("name", value);
        event.put("cat", "__metadata").put("name", name).put("ph", "M").put("pid", 1)
                .put("tid", thread).put("ts", 0);
    }

    private static void started(ArrayNode list) {
        ObjectNode event = list.addObject();
        ObjectNode data = event.putObject("args").putObject("data");
        data.put("frameTreeNodeId", 1);
        data.putArray("frames").addObject().put("frame", "FADE").put("name", "CitizenFX")
                .put("processId", 1).put("url", "https://cfx.re/");
        data.put("persistentIds", true);
        event.put("cat", "disabled-by-default-devtools.timeline")
                .put("name", "TracingStartedInBrowser").put("ph", "I").put("pid", 1)
                .put("tid", 1).put("ts", 0);
    }

    private static void json(ArrayNode list, Event event, Deque<String> open) {
        switch (event.what) {
            case 0 -> instant(list, event, "BeginFrame");
            case 1, 3 -> {
                String name = event.what == 1
                        ? event.why + " (" + event.where + ")"
                        : event.where;
                open.push(name);
                scope(list, event, "B", name);
            }
            case 2, 4 -> {
                if (open.isEmpty()) {
                    return;
                }
                scope(list, event, "E", open.pop());
            }
            default -> {
                instant(list, event, "ActivateLayerTree");
                instant(list, event, "DrawFrame");
                ObjectNode screenshot = list.addObject();
                screenshot.putObject("args").put("snapshot", SCREENSHOT);
                screenshot.put("cat", "disabled-by-default-devtools.screenshot").put("id", 1)
                        .put("name", "Screenshot").put("ph", "O");
                place(screenshot, event);
            }
        }
        if (event.much != 0) {
            ObjectNode counters = list.addObject();
            counters.putObject("args").putObject("data").put("jsHeapSizeUsed", event.much);
            counters.put("cat", "disabled-by-default-devtools.timeline")
                    .put("name", "UpdateCounters").put("ph", "I").put("s", "g");
            place(counters, event);
        }
    }

    private static void scope(ArrayNode list, Event event, String phase, String name) {
        ObjectNode scope = list.addObject();
        scope.put("cat", "blink.user_timing").put("name", name).put("ph", phase);
        place(scope, event);
    }

    private static void instant(ArrayNode list, Event event, String name) {
        ObjectNode instant = list.addObject();
        instant.putObject("args").putNull("layerTreeId");
        instant.put("cat", "disabled-by-default-devtools.timeline.frame").put("name", name)
                .put("ph", "I").put("s", "t");
        place(instant, event);
    }

    private static void place(ObjectNode node, Event event) {
        node.put("pid", 1).put("tid", event.who);
        if (event.when < 0) {
            node.put("ts", new java.math.BigInteger(Long.toUnsignedString(event.when)));
        } else {
            node.put("ts", event.when);
        }
    }
}

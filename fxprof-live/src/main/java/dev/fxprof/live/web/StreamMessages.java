package dev.fxprof.live.web;

import dev.fxprof.live.view.LiveSnapshot;
import dev.fxprof.live.view.TickPoint;
import dev.fxprof.live.view.WindowView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the messages of the stream and their parts; docs/stream.md describes them. */
final class StreamMessages {
    static final String SCHEMA = "fxprof/stream/1";

    /** More ticks than this in one message are merged. */
    private static final int MOST_TICKS = 1500;

    private StreamMessages() {
    }

    static byte[] hello(StreamForm form, List<String> servers, boolean mayControl,
            Subscription usual) {
        Map<String, Object> hello = new LinkedHashMap<>();
        hello.put("schema", SCHEMA);
        hello.put("type", "hello");
        hello.put("servers", servers);
        hello.put("mayControl", mayControl);
        hello.put("usual", Map.of("window", usual.window(), "everyMillis", usual.everyMillis()));
        return form.object(List.of(form.fields(hello)));
    }

    static byte[] update(StreamForm form, long skipped, List<byte[]> servers) {
        Map<String, Object> update = new LinkedHashMap<>();
        update.put("schema", SCHEMA);
        update.put("type", "update");
        update.put("skipped", skipped);
        return form.object(List.of(form.fields(update), form.list("servers", servers)));
    }

    /** All of a server but its ticks and windows. */
    static byte[] server(StreamForm form, LiveSnapshot snapshot) {
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("server", snapshot.server());
        server.put("sequence", snapshot.sequence());
        server.put("atMillis", snapshot.atMillis());
        server.put("title", snapshot.title());
        server.put("state", snapshot.state());
        server.put("stateSinceMillis", snapshot.stateSinceMillis());
        server.put("tickIntervalNanos", snapshot.tickIntervalNanos());
        server.put("hitches", snapshot.hitches());
        server.put("cost", snapshot.cost());
        return form.fields(server);
    }

    static byte[] window(StreamForm form, WindowView window) {
        return form.fields(Map.of("window", window));
    }

    /** Ticks as rows; of too many, the longest of each few. */
    static byte[] ticks(StreamForm form, List<TickPoint> ticks) {
        int each = Math.max(1, (ticks.size() + MOST_TICKS - 1) / MOST_TICKS);
        long[][] rows = new long[(ticks.size() + each - 1) / each][];
        for (int i = 0; i < rows.length; i++) {
            TickPoint longest = ticks.get(i * each);
            for (TickPoint tick : ticks.subList(i * each,
                    Math.min(ticks.size(), (i + 1) * each))) {
                if (tick.durationNanos() > longest.durationNanos()) {
                    longest = tick;
                }
            }
            rows[i] = new long[]{longest.number(), longest.atMillis(), longest.durationNanos(),
                    longest.intervalNanos()};
        }
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("each", each);
        value.put("rows", rows);
        return form.fields(Map.of("ticks", value));
    }
}

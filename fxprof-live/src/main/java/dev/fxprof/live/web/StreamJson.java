package dev.fxprof.live.web;

import dev.fxprof.live.view.LiveSnapshot;
import dev.fxprof.live.view.TickPoint;
import dev.fxprof.live.view.WindowView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes the messages of the stream; docs/stream.md describes them. */
final class StreamJson {
    static final String SCHEMA = "fxprof/stream/1";

    /** More ticks than this in one message are merged. */
    private static final int MOST_TICKS = 1500;

    private StreamJson() {
    }

    static String hello(List<String> servers, boolean mayControl) {
        Map<String, Object> hello = new LinkedHashMap<>();
        hello.put("schema", SCHEMA);
        hello.put("type", "hello");
        hello.put("servers", servers);
        hello.put("mayControl", mayControl);
        hello.put("usual", Map.of("window", Subscription.USUAL.window(), "everyMillis",
                Subscription.USUAL.everyMillis()));
        return JsonMapper.shared().writeValueAsString(hello);
    }

    /** All of a server but its ticks and windows, without the closing brace. */
    static String server(LiveSnapshot snapshot) {
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
        String json = JsonMapper.shared().writeValueAsString(server);
        return json.substring(0, json.length() - 1);
    }

    static String window(WindowView window) {
        return JsonMapper.shared().writeValueAsString(window);
    }

    /** Ticks as rows; of too many, the longest of each few. */
    static String ticks(List<TickPoint> ticks) {
        int each = (ticks.size() + MOST_TICKS - 1) / MOST_TICKS;
        StringBuilder rows = new StringBuilder(32 + 40 * ticks.size()).append("{\"each\":")
                .append(Math.max(1, each)).append(",\"rows\":[");
        for (int i = 0; i < ticks.size(); i += each) {
            TickPoint longest = ticks.get(i);
            for (TickPoint tick : ticks.subList(i, Math.min(ticks.size(), i + each))) {
                if (tick.durationNanos() > longest.durationNanos()) {
                    longest = tick;
                }
            }
            rows.append(i == 0 ? "[" : ",[").append(longest.number()).append(',')
                    .append(longest.atMillis()).append(',').append(longest.durationNanos())
                    .append(',').append(longest.intervalNanos()).append(']');
        }
        return rows.append("]}").toString();
    }
}

package dev.fxprof.live.web;

import dev.fxprof.live.view.LiveHub;
import dev.fxprof.live.view.LiveSnapshot;
import dev.fxprof.live.view.LiveView;
import dev.fxprof.live.view.TickPoint;
import dev.fxprof.live.view.WindowView;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to send at one moment. A part is written once, however many clients get it. Belongs to
 * one thread.
 */
final class StreamRound {
    private final Map<String, Server> servers = new LinkedHashMap<>();

    /** One server at this moment. */
    static final class Server {
        final LiveSnapshot snapshot;
        private final LiveView view;
        private final Map<Integer, String> windows = new HashMap<>();
        private String head;
        private String ticks;

        Server(LiveView view) {
            this.view = view;
            snapshot = view.snapshot();
        }

        String head() {
            if (head == null) {
                head = StreamJson.server(snapshot);
            }
            return head;
        }

        String window(WindowView window) {
            return windows.computeIfAbsent(window.seconds(), _ -> StreamJson.window(window));
        }

        /** The ticks of this snapshot, or those that a client has not seen, where it missed some. */
        Ticks ticks(long next) {
            List<TickPoint> fresh = snapshot.ticks();
            if (next >= 0 && (fresh.isEmpty() || fresh.getFirst().number() == next)) {
                if (ticks == null) {
                    ticks = StreamJson.ticks(fresh);
                }
                return new Ticks(ticks, fresh.isEmpty() ? next : fresh.getLast().number() + 1);
            }
            List<TickPoint> missed = view.ticks(Math.max(0, next));
            return new Ticks(StreamJson.ticks(missed), missed.isEmpty()
                    ? Math.max(0, next)
                    : missed.getLast().number() + 1);
        }
    }

    /**
     * Ticks for a client.
     *
     * @param json as text
     * @param next the first tick after them
     */
    record Ticks(String json, long next) {}

    StreamRound(LiveHub hub) {
        for (LiveView view : hub.servers()) {
            servers.put(view.name(), new Server(view));
        }
    }

    Map<String, Server> servers() {
        return servers;
    }
}

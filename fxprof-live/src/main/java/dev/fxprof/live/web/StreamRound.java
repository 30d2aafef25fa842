package dev.fxprof.live.web;

import dev.fxprof.live.view.LiveHub;
import dev.fxprof.live.view.LiveSnapshot;
import dev.fxprof.live.view.LiveView;
import dev.fxprof.live.view.TickPoint;
import dev.fxprof.live.view.WindowView;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to send at one moment. A part is written once a form, however many clients get it.
 * Belongs to one thread.
 */
final class StreamRound {
    private final Map<String, Server> servers = new LinkedHashMap<>();

    /** What is written already, in one form. */
    private static final class Parts {
        private final Map<Integer, byte[]> windows = new HashMap<>();
        private byte[] head;
        private byte[] ticks;
    }

    /** One server at this moment. */
    static final class Server {
        final LiveSnapshot snapshot;
        private final LiveView view;
        private final Map<StreamForm, Parts> parts = new EnumMap<>(StreamForm.class);

        Server(LiveView view) {
            this.view = view;
            snapshot = view.snapshot();
        }

        private Parts parts(StreamForm form) {
            return parts.computeIfAbsent(form, _ -> new Parts());
        }

        byte[] head(StreamForm form) {
            Parts written = parts(form);
            if (written.head == null) {
                written.head = StreamMessages.server(form, snapshot);
            }
            return written.head;
        }

        byte[] window(StreamForm form, WindowView window) {
            return parts(form).windows.computeIfAbsent(window.seconds(),
                    _ -> StreamMessages.window(form, window));
        }

        /** The ticks of this snapshot, or those that a client has not seen, where it missed some. */
        Ticks ticks(StreamForm form, long next) {
            List<TickPoint> fresh = snapshot.ticks();
            if (next >= 0 && (fresh.isEmpty() || fresh.getFirst().number() == next)) {
                Parts written = parts(form);
                if (written.ticks == null) {
                    written.ticks = StreamMessages.ticks(form, fresh);
                }
                return new Ticks(written.ticks, next + fresh.size(), 0);
            }
            List<TickPoint> missed = view.ticks(Math.max(0, next));
            long from = Math.max(0, next);
            return missed.isEmpty()
                    ? new Ticks(StreamMessages.ticks(form, missed), from, 0)
                    : new Ticks(StreamMessages.ticks(form, missed), missed.getLast().number() + 1,
                            next < 0 ? 0 : missed.getFirst().number() - next);
        }
    }

    /**
     * Ticks for a client.
     *
     * @param field as it is sent
     * @param next the first tick after them
     * @param gone ticks that this client has not seen and that are not kept any more
     */
    record Ticks(byte[] field, long next, long gone) {}

    StreamRound(LiveHub hub) {
        for (LiveView view : hub.servers()) {
            servers.put(view.name(), new Server(view));
        }
    }

    Map<String, Server> servers() {
        return servers;
    }
}

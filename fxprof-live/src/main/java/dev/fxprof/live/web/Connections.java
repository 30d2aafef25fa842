package dev.fxprof.live.web;

import io.undertow.server.HttpServerExchange;
import java.net.SocketAddress;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * Keeps the number of connections within a limit, and counts those that never sent a whole request:
 * slow ones, and what is no HTTP.
 *
 * <p>Assumptions: {@link #sweep} is called every second or so by one thread. Guarantees: never more
 * connections than the limit. Progress: accepting waits for nothing.
 */
final class Connections implements ChannelListener<StreamConnection> {
    private static final class State {
        final StreamConnection connection;
        volatile boolean asked;

        State(StreamConnection connection) {
            this.connection = connection;
        }
    }

    private final int most;
    private final WebCounts counts;
    private final ChannelListener<StreamConnection> next;
    private final Map<SocketAddress, State> open = new ConcurrentHashMap<>();

    Connections(int most, WebCounts counts, ChannelListener<StreamConnection> next) {
        this.most = most;
        this.counts = counts;
        this.next = next;
    }

    @Override
    public void handleEvent(StreamConnection connection) {
        if (open.size() >= most) {
            sweep();
        }
        if (open.size() >= most) {
            counts.refuse(Refusal.TOO_MANY_CONNECTIONS);
            IoUtils.safeClose(connection);
            return;
        }
        State before = open.put(connection.getPeerAddress(), new State(connection));
        if (before != null) {
            ended(before);
        }
        next.handleEvent(connection);
    }

    void asked(HttpServerExchange exchange) {
        State state = open.get(exchange.getConnection().getPeerAddress());
        if (state != null) {
            state.asked = true;
        }
    }

    /** Forgets what has been closed. */
    void sweep() {
        Iterator<State> all = open.values().iterator();
        while (all.hasNext()) {
            State state = all.next();
            if (!state.connection.isOpen()) {
                all.remove();
                ended(state);
            }
        }
    }

    private void ended(State state) {
        if (!state.asked) {
            counts.refuse(Refusal.NO_REQUEST);
        }
    }
}

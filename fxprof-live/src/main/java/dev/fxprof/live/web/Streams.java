package dev.fxprof.live.web;

import dev.fxprof.live.view.LiveHub;
import dev.fxprof.live.view.LiveView;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.xnio.IoUtils;

/**
 * The stream. One thread of its own waits for news and hands them to the clients; so whoever takes the
 * spans of a server never meets a client.
 *
 * <p>Assumptions: none. Guarantees: a client that does not read costs one message of memory until it is
 * dropped. Progress: the thread waits for no client.
 */
final class Streams implements WebSocketConnectionCallback, AutoCloseable {
    private static final long WAIT_MILLIS = 500;
    private static final long BETWEEN_NANOS = 50_000_000;
    private static final long SWEEP_NANOS = 1_000_000_000;
    private static final long CLOSE_MILLIS = 2_000;
    private static final int TRY_AGAIN_LATER = 1013;

    private final LiveHub hub;
    private final WebCounts counts;
    private final int most;
    private final Runnable sweep;
    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "fxprof stream");
    private volatile boolean closed;

    /** Prepares the stream; sweep is run every second on its thread. */
    Streams(LiveHub hub, WebCounts counts, int most, Runnable sweep) {
        this.hub = hub;
        this.counts = counts;
        this.most = most;
        this.sweep = sweep;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void onConnect(WebSocketHttpExchange exchange, WebSocketChannel channel) {
        if (!counts.enter(most)) {
            counts.refuse(Refusal.BUSY);
            WebSockets.sendClose(new CloseMessage(TRY_AGAIN_LATER, "too many clients"), channel,
                    null);
            IoUtils.safeClose(channel);
            return;
        }
        boolean mayControl = exchange.getAttachment(Gate.ROLE) == Gate.Role.CONTROL;
        StreamForm form = exchange.getAttachment(StreamForm.WANTED);
        StreamClient client = new StreamClient(channel, counts, form, StreamMessages.hello(form,
                hub.servers().stream().map(LiveView::name).toList(), mayControl,
                Subscription.USUAL));
        clients.add(client);
        channel.addCloseTask(_ -> {
            clients.remove(client);
            counts.leave();
        });
        channel.getReceiveSetter().set(new StreamListener(client, counts));
        channel.resumeReceives();
    }

    private void run() {
        long seen = 0;
        long swept = System.nanoTime();
        try {
            while (!closed) {
                seen = hub.awaitAfter(seen, WAIT_MILLIS);
                long now = System.nanoTime();
                if (!clients.isEmpty()) {
                    StreamRound round = new StreamRound(hub);
                    for (StreamClient client : clients) {
                        offer(client, round, now);
                    }
                }
                if (now - swept > SWEEP_NANOS) {
                    swept = now;
                    sweep.run();
                }
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What goes wrong with one client is not to reach the others. */
    private void offer(StreamClient client, StreamRound round, long now) {
        try {
            client.offer(round, now);
        } catch (RuntimeException _) {
            counts.refuse(Refusal.FAILED);
            client.drop();
        }
    }

    /** Ends the thread; the clients go with their connections. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

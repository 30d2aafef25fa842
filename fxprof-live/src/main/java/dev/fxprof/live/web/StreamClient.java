package dev.fxprof.live.web;

import dev.fxprof.live.view.WindowView;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.xnio.IoUtils;

/**
 * One client of the stream. It has one message on its way at a time; what comes meanwhile is merged into
 * the next one, and counted.
 *
 * <p>Assumptions: {@link #offer} is called by one thread; the other methods by any. Guarantees: memory
 * is bounded by one message. Progress: nothing waits for the client.
 */
final class StreamClient implements WebSocketCallback<Void> {
    private static final long STALLED_NANOS = 10_000_000_000L;
    private static final long WINDOW_MILLIS = 950;
    private static final long IDLE_NANOS = 15_000_000_000L;
    private static final long NEVER = Long.MIN_VALUE;

    /** What this client has of a server; belongs to the thread that offers. */
    private static final class Seen {
        long sequence;
        long nextTick = -1;
        int window = -1;
        long windowMillis = NEVER;
    }

    private final WebSocketChannel channel;
    private final WebCounts counts;
    private final Map<String, Seen> seen = new HashMap<>();
    private volatile Subscription wanted = Subscription.USUAL;
    private volatile boolean busy;
    private long sentNanos;
    private long triedNanos;
    private long skipped;

    StreamClient(WebSocketChannel channel, WebCounts counts, String hello) {
        this.channel = channel;
        this.counts = counts;
        sentNanos = System.nanoTime();
        triedNanos = sentNanos - 1_000_000L * Subscription.USUAL.everyMillis();
        send(hello);
    }

    void drop() {
        IoUtils.safeClose(channel);
    }

    void subscribe(Subscription subscription) {
        wanted = subscription;
    }

    /** Sends what is new, unless the last message is still on its way. */
    void offer(StreamRound round, long now) {
        Subscription subscription = wanted;
        boolean due = now - triedNanos >= 1_000_000 * subscription.everyMillis();
        if (busy) {
            if (now - sentNanos > STALLED_NANOS) {
                counts.refuse(Refusal.STALLED);
                drop();
            } else if (due) {
                triedNanos = now;
                skipped++;
                counts.skip();
            }
            return;
        }
        if (!due) {
            return;
        }
        triedNanos = now;
        Optional<String> message = message(round, subscription);
        if (message.isPresent()) {
            skipped = 0;
            sentNanos = now;
            send(message.get());
        } else if (now - sentNanos > IDLE_NANOS) {
            sentNanos = now;
            busy = true;
            WebSockets.sendPing(ByteBuffer.allocate(0), channel, this);
        }
    }

    private Optional<String> message(StreamRound round, Subscription subscription) {
        StringBuilder text = new StringBuilder();
        round.servers().forEach((name, server) -> {
            if (subscription.wants(name)) {
                add(text, name, server, subscription.window());
            }
        });
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of("{\"schema\":\"" + StreamJson.SCHEMA
                        + "\",\"type\":\"update\",\"skipped\":" + skipped + ",\"servers\":[" + text
                        + "]}");
    }

    private void add(StringBuilder text, String name, StreamRound.Server server, int seconds) {
        Seen last = seen.computeIfAbsent(name, _ -> new Seen());
        boolean otherWindow = last.window != seconds;
        if (server.snapshot.sequence() == last.sequence && !otherWindow && last.nextTick >= 0) {
            return;
        }
        last.sequence = server.snapshot.sequence();
        StreamRound.Ticks ticks = server.ticks(last.nextTick);
        last.nextTick = ticks.next();
        text.append(text.isEmpty() ? "" : ",").append(server.head()).append(",\"ticks\":")
                .append(ticks.json());
        long at = server.snapshot.atMillis();
        if (otherWindow || Math.abs(at - last.windowMillis) >= WINDOW_MILLIS) {
            last.window = seconds;
            last.windowMillis = at;
            for (WindowView window : server.snapshot.windows()) {
                if (window.seconds() == seconds) {
                    text.append(",\"window\":").append(server.window(window));
                }
            }
        }
        text.append('}');
    }

    private void send(String message) {
        busy = true;
        counts.message();
        WebSockets.sendText(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)), channel,
                this);
    }

    @Override
    public void complete(WebSocketChannel to, Void context) {
        busy = false;
    }

    @Override
    public void onError(WebSocketChannel to, Void context, Throwable failure) {
        drop();
    }
}

package dev.fxprof.live.web;

import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
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
    private static final long IDLE_NANOS = 15_000_000_000L;

    private final WebSocketChannel channel;
    private final WebCounts counts;
    private final StreamForm form;
    private final StreamFeed feed;
    private volatile Subscription wanted = Subscription.USUAL;
    private volatile boolean busy;
    private long sentNanos;
    private long triedNanos;

    StreamClient(WebSocketChannel channel, WebCounts counts, StreamForm form, byte[] hello) {
        this.channel = channel;
        this.counts = counts;
        this.form = form;
        feed = new StreamFeed(form);
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
                feed.skip();
                counts.skip();
            }
            return;
        }
        if (!due) {
            return;
        }
        triedNanos = now;
        Optional<byte[]> message = feed.message(round, subscription);
        if (message.isPresent()) {
            sentNanos = now;
            send(message.get());
        } else if (now - sentNanos > IDLE_NANOS) {
            sentNanos = now;
            busy = true;
            WebSockets.sendPing(ByteBuffer.allocate(0), channel, this);
        }
    }

    private void send(byte[] message) {
        busy = true;
        counts.message();
        if (form == StreamForm.JSON) {
            WebSockets.sendText(ByteBuffer.wrap(message), channel, this);
        } else {
            WebSockets.sendBinary(ByteBuffer.wrap(message), channel, this);
        }
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

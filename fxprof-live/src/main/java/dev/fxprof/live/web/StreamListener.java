package dev.fxprof.live.web;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.util.Optional;

/** Hears one client. Called on the thread of its connection. */
final class StreamListener extends AbstractReceiveListener {
    private static final long MOST_BYTES = 8192;
    private static final double BURST = 30;
    private static final double PER_SECOND = 5;
    private static final int MOST_RUBBISH = 5;

    private final StreamClient client;
    private final WebCounts counts;
    private final RateLimit messages = new RateLimit(BURST, PER_SECOND, System::nanoTime);
    private int rubbish;

    StreamListener(StreamClient client, WebCounts counts) {
        this.client = client;
        this.counts = counts;
    }

    @Override
    protected long getMaxTextBufferSize() {
        return MOST_BYTES;
    }

    @Override
    protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
        if (!messages.take()) {
            end(channel, CloseMessage.MSG_VIOLATES_POLICY, "too many messages");
            return;
        }
        Optional<Subscription> wanted = Subscription.read(message.getData());
        if (wanted.isPresent()) {
            client.subscribe(wanted.get());
            return;
        }
        counts.refuse(Refusal.RUBBISH);
        if (++rubbish >= MOST_RUBBISH) {
            end(channel, CloseMessage.MSG_VIOLATES_POLICY, "too many messages that make no sense");
        }
    }

    @Override
    protected void onBinary(WebSocketChannel channel, StreamSourceFrameChannel frame)
            throws IOException {
        frame.close();
        counts.refuse(Refusal.RUBBISH);
        end(channel, CloseMessage.MSG_CONTAINS_INVALID_DATA, "expected text");
    }

    /** Frames above the limit, and what is no frame at all, end up here, too. */
    @Override
    protected void onError(WebSocketChannel channel, Throwable failure) {
        counts.refuse(Refusal.MISBEHAVED);
        client.drop();
    }

    private void end(WebSocketChannel channel, int code, String why) {
        counts.refuse(Refusal.MISBEHAVED);
        WebSockets.sendClose(new CloseMessage(code, why), channel, null);
        client.drop();
    }
}

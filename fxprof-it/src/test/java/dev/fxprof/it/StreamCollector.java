package dev.fxprof.it;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.xnio.IoUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A collector that the stream is pushed to: a WebSocket server that keeps what it is told. */
final class StreamCollector implements AutoCloseable {
    final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final Set<WebSocketChannel> channels = ConcurrentHashMap.newKeySet();
    private final Undertow server;

    StreamCollector(int port) {
        this(builder -> builder.addHttpListener(port, "127.0.0.1"));
    }

    /** One that speaks TLS only. */
    StreamCollector(int port, SSLContext tls) {
        this(builder -> builder.addHttpsListener(port, "127.0.0.1", tls));
    }

    private StreamCollector(UnaryOperator<Undertow.Builder> listener) {
        server = listener.apply(Undertow.builder().setIoThreads(1).setWorkerThreads(1))
                .setHandler(Handlers.path().addExactPath("/in",
                        Handlers.websocket((_, channel) -> hear(channel))))
                .build();
        server.start();
    }

    private void hear(WebSocketChannel channel) {
        channels.add(channel);
        channel.getReceiveSetter().set(new AbstractReceiveListener() {
            @Override
            protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage text) {
                messages.add(JsonMapper.shared().readTree(text.getData()));
            }
        });
        channel.resumeReceives();
    }

    int port() {
        return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    }

    /** Those that tell what is new. */
    List<JsonNode> updates() {
        return messages.stream().filter(one -> one.path("type").asString().equals("update"))
                .toList();
    }

    @Override
    public void close() {
        channels.forEach(IoUtils::safeClose);
        server.stop();
    }
}

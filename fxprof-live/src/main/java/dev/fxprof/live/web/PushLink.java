package dev.fxprof.live.web;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * One connection to a collector. Each message has a ping behind it, so its pong says that the message has
 * arrived: a collector needs no answers of its own. What it sends is not looked at.
 *
 * <p>Assumptions: one thread sends, and no message before the last has arrived. Guarantees: the other
 * methods may be called by any thread. Progress: no call waits.
 */
final class PushLink implements WebSocket.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private volatile WebSocket socket;
    private volatile String failure;
    private volatile long answered;
    private long asked;

    /** Begins to connect. */
    static PushLink open(HttpClient client, PushTarget target) {
        PushLink link = new PushLink();
        try {
            client.newWebSocketBuilder().connectTimeout(PATIENCE)
                    .buildAsync(target.address(), link).whenComplete((_, e) -> {
                        if (e != null) {
                            link.failed(why(e));
                        }
                    });
        } catch (IllegalArgumentException _) {
            link.failed("its address cannot be used");
        }
        return link;
    }

    private static String why(Throwable e) {
        String why = "it cannot be reached";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return "its certificate is not trusted, or is of another name";
            }
            if (cause instanceof SSLException) {
                why = "no connection over TLS comes about";
            }
        }
        return why;
    }

    private void failed(String why) {
        if (failure == null) {
            failure = why;
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        if (failure != null) {
            // It was dropped while it connected.
            opened.abort();
            return;
        }
        opened.request(Long.MAX_VALUE);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer number) {
        if (number.remaining() == Long.BYTES) {
            answered = number.getLong();
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        failed("it has closed the connection");
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable e) {
        failed("the connection has broken");
    }

    boolean isOpen() {
        return socket != null;
    }

    /** Why it is of no use any more, or null. */
    String failure() {
        return failure;
    }

    /** Whether all that was sent has arrived. */
    boolean isIdle() {
        return answered == asked;
    }

    void send(byte[] message) {
        ByteBuffer number = next();
        socket.sendText(new String(message, StandardCharsets.UTF_8), true)
                .thenCompose(opened -> opened.sendPing(number)).exceptionally(_ -> {
                    failed("the connection has broken");
                    return null;
                });
    }

    void ping() {
        socket.sendPing(next()).exceptionally(_ -> {
            failed("the connection has broken");
            return null;
        });
    }

    private ByteBuffer next() {
        return ByteBuffer.allocate(Long.BYTES).putLong(++asked).flip();
    }

    /** Ends it; what is on its way may be lost. */
    void drop() {
        failed("it was dropped");
        WebSocket opened = socket;
        if (opened != null) {
            opened.abort();
        }
    }

    /** Says goodbye, if nothing is on its way. */
    void leave() {
        if (socket != null && failure == null && isIdle()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").orTimeout(1, TimeUnit.SECONDS)
                    .exceptionally(_ -> null).join();
        }
        drop();
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A hundred clients of the stream, some of which do not read and some of which send rubbish. */
final class StreamCrowd implements AutoCloseable {
    static final int GOOD = 80;
    static final int STALLED = 10;
    static final int RUBBISH = 10;

    /** Checks that it gets every tick once and in order; of very many at once, some of each few. */
    static final class Good implements WebSocket.Listener {
        final AtomicInteger updates = new AtomicInteger();
        final AtomicInteger wrong = new AtomicInteger();
        final AtomicLong nextTick = new AtomicLong(-1);
        private int lastEach = 1;
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                take(JsonMapper.shared().readTree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void take(JsonNode message) {
            if (!message.path("schema").asString("").equals("fxprof/stream/1")) {
                wrong.incrementAndGet();
            }
            if (!message.path("type").asString().equals("update")) {
                return;
            }
            updates.incrementAndGet();
            JsonNode ticks = message.path("servers").get(0).path("ticks");
            int each = ticks.path("each").asInt();
            // A row that stands for several ticks may be any of them.
            int slack = Math.max(each, lastEach) == 1 ? 0 : each + lastEach;
            for (JsonNode row : ticks.path("rows")) {
                long number = row.get(0).asLong();
                long past = number - nextTick.get();
                if (nextTick.get() >= 0 && (past < 0 || past > slack)) {
                    wrong.incrementAndGet();
                }
                nextTick.set(number + 1);
            }
            lastEach = each;
        }
    }

    final List<Good> good = new ArrayList<>();
    private final Served served;
    private final List<WebSocket> sockets = new ArrayList<>();
    private final List<Socket> stalled = new ArrayList<>();

    StreamCrowd(Served served) throws IOException {
        this.served = served;
        stall();
        for (int i = 0; i < GOOD; i++) {
            Good one = new Good();
            good.add(one);
            sockets.add(open(one));
        }
        sendRubbish();
    }

    private WebSocket open(WebSocket.Listener listener) {
        return served.client().newWebSocketBuilder()
                .header("Authorization", "Bearer " + served.token())
                .buildAsync(URI.create("ws://127.0.0.1:" + served.port() + "/stream"), listener)
                .join();
    }

    /** Puts clients in the place of those that do not read, which ask for all there is, and never read, either. */
    void stall() throws IOException {
        leave();
        for (int i = 0; i < STALLED; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(),
                    served.port()));
            socket.getOutputStream().write(("GET /stream HTTP/1.1\r\nHost: 127.0.0.1:"
                    + served.port() + "\r\nAuthorization: Bearer " + served.token()
                    + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            stalled.add(socket);
        }
    }

    private void leave() throws IOException {
        for (Socket socket : stalled) {
            socket.close();
        }
        stalled.clear();
    }

    /** Clients that come, send what makes no sense, and are thrown out for it. */
    void sendRubbish() {
        for (int i = 0; i < RUBBISH; i++) {
            sendRubbish(open(new WebSocket.Listener() {
            }), i);
        }
    }

    private static void sendRubbish(WebSocket socket, int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20 && !socket.isOutputClosed(); i++) {
            byte[] bytes = new byte[random.nextInt(2000)];
            random.nextBytes(bytes);
            if (i % 4 == 3 && seed % 2 == 0) {
                socket.sendBinary(ByteBuffer.wrap(bytes), true).exceptionally(_ -> socket).join();
            } else {
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                socket.sendText(i % 2 == 0 ? text : "{\"type\":\"subscribe\",\"window\":7}", true)
                        .exceptionally(_ -> socket).join();
            }
        }
    }

    /** That the good ones got all there was, and are still there. */
    void assertUnharmed() {
        assertThat(good).allSatisfy(one -> {
            assertThat(one.wrong).hasValue(0);
            assertThat(one.nextTick.get()).isPositive();
        });
        assertThat(sockets).noneMatch(WebSocket::isInputClosed);
    }

    @Override
    public void close() throws IOException {
        leave();
        sockets.forEach(WebSocket::abort);
    }
}

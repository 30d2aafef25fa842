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
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A hundred clients of the stream, some of which do not read and some of which send rubbish. */
class ServeClientsIT {
    private static final int GOOD = 80;
    private static final int STALLED = 10;
    private static final int RUBBISH = 10;
    private static final int UPDATES = 25;

    /** Checks that it gets every tick once and in order. */
    private static final class Good implements WebSocket.Listener {
        final AtomicInteger updates = new AtomicInteger();
        final AtomicInteger wrong = new AtomicInteger();
        final AtomicLong nextTick = new AtomicLong(-1);
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
            for (JsonNode row : ticks.path("rows")) {
                long number = row.get(0).asLong();
                if (nextTick.get() >= 0 && number != nextTick.get()) {
                    wrong.incrementAndGet();
                }
                nextTick.set(number + 1);
            }
        }
    }

    private static WebSocket open(Served served, WebSocket.Listener listener) {
        return served.client().newWebSocketBuilder()
                .header("Authorization", "Bearer " + served.token())
                .buildAsync(URI.create("ws://127.0.0.1:" + served.port() + "/stream"), listener)
                .join();
    }

    /** Asks for all there is, and never reads. */
    private static Socket stalled(Served served) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.port()));
        socket.getOutputStream().write(("GET /stream HTTP/1.1\r\nHost: 127.0.0.1:" + served.port()
                + "\r\nAuthorization: Bearer " + served.token()
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
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

    @Test
    void shouldServeAHundredClientsWhateverSomeOfThemDo() throws IOException {
        try (Served served = Served.start("serve-clients", "--simulate")) {
            served.await("ticks come", () -> served
                    .metric("fxprof_tick_seconds_count{server=\"simulation\"}") > 20);
            List<Socket> stalled = new ArrayList<>();
            for (int i = 0; i < STALLED; i++) {
                stalled.add(stalled(served));
            }
            List<Good> good = new ArrayList<>();
            List<WebSocket> sockets = new ArrayList<>();
            for (int i = 0; i < GOOD; i++) {
                Good one = new Good();
                good.add(one);
                sockets.add(open(served, one));
            }
            for (int i = 0; i < RUBBISH; i++) {
                sendRubbish(open(served, new WebSocket.Listener() {
                }), i);
            }
            served.await("all good clients get their updates",
                    () -> good.stream().allMatch(one -> one.updates.get() >= UPDATES));
            served.await("those that do not read are dropped",
                    () -> served.refused("stalled") == STALLED);
            assertThat(good).allSatisfy(one -> {
                assertThat(one.wrong).hasValue(0);
                assertThat(one.nextTick.get()).isPositive();
            });
            assertThat(sockets).noneMatch(WebSocket::isInputClosed);
            assertThat(served.refused("misbehaved")).isGreaterThanOrEqualTo(RUBBISH);
            assertThat(served.refused("rubbish")).isGreaterThanOrEqualTo(RUBBISH);
            assertThat(served.metric("fxprof_stream_skipped_total")).isPositive();
            assertThat(served.metric("fxprof_stream_clients")).isEqualTo(GOOD);
            JsonNode cost = served.json("/api/v1/servers").path("servers").get(0).path("cost");
            for (JsonNode lost : cost.path("dropped")) {
                assertThat(lost.asLong()).as(cost.toString()).isZero();
            }
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The stream as a client: collectors that a script or the owner names, and how they fail. */
class ServePushIT {
    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: (\\S+)");
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** A collector that takes connections and never reads. */
    private static final class Deaf implements AutoCloseable {
        final AtomicInteger connections = new AtomicInteger();
        private final List<Socket> open = new ArrayList<>();
        private final ServerSocket socket = new ServerSocket(0, 5,
                InetAddress.getLoopbackAddress());

        Deaf() throws IOException {
            Thread.ofVirtual().start(this::run);
        }

        private void run() {
            try {
                while (true) {
                    Socket next = socket.accept();
                    open.add(next);
                    byte[] head = new byte[4096];
                    int length = next.getInputStream().read(head);
                    Matcher key = KEY.matcher(
                            new String(head, 0, length, StandardCharsets.ISO_8859_1));
                    assertThat(key.find()).isTrue();
                    byte[] digest = MessageDigest.getInstance("SHA-1").digest(
                            (key.group(1) + MAGIC).getBytes(StandardCharsets.US_ASCII));
                    next.getOutputStream().write(("HTTP/1.1 101 Switching Protocols\r\n"
                            + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + Base64.getEncoder()
                                    .encodeToString(digest)
                            + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    connections.incrementAndGet();
                }
            } catch (IOException | NoSuchAlgorithmException _) {
                // Closed.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
            for (Socket one : open) {
                one.close();
            }
        }
    }

    private static Path resources(int port) {
        Path resources = Folders.fresh("serve-push-resources");
        Folders.write(resources.resolve("dashboard/fxmanifest.lua"), """
                fx_version 'cerulean'
                game 'gta5'
                server_scripts { 'refused.lua', 'dashboard.lua' }
                """);
        // What a script is told shows as the name of a region.
        Folders.write(resources.resolve("dashboard/refused.lua"), """
                local function refused(call, ...)
                    local worked, why = pcall(call, ...)
                    local names = { 'it worked' }
                    if not worked then
                        names = { why:match('^(.*%)): (.*)') }
                    end
                    for _, name in ipairs(names) do
                        Profiler.Begin(name)
                        Profiler.End(name)
                    end
                end
                refused(Profiler.EnableStreaming)
                refused(Profiler.SetWebSocketURL, 'ws://127.0.0.1:1/in?key=hidden')
                refused(Profiler.SetWebSocketURL, 'http://127.0.0.1:PORT/in')
                """.replace("PORT", Integer.toString(port)));
        String seed = Folders.read(Folders.resource("seed").resolve("dashboard.lua"));
        assertThat(seed).contains("localhost:8080\"");
        Folders.write(resources.resolve("dashboard/dashboard.lua"),
                seed.replace("localhost:8080\"", "127.0.0.1:" + port + "/in?key=hidden\""));
        return resources;
    }

    /** Checks that ticks come without a gap; of what was told twice, each counts once. */
    private static long assertEveryTick(List<JsonNode> updates, long next) {
        long expected = next;
        for (JsonNode update : updates) {
            assertThat(update.path("schema").asString()).isEqualTo("fxprof/stream/1");
            JsonNode ticks = update.path("servers").get(0).path("ticks");
            assertThat(ticks.path("each").asInt()).isEqualTo(1);
            for (JsonNode row : ticks.path("rows")) {
                assertThat(row.get(0).asLong()).isLessThanOrEqualTo(expected);
                expected = Math.max(expected, row.get(0).asLong() + 1);
            }
        }
        return expected;
    }

    private static double metric(Served served, String name, int port) {
        return served.metric("fxprof_push_" + name + "{target=\"127.0.0.1:" + port + "\"}");
    }

    @Test
    void shouldPushToWhomTheOwnerAllowsAndConnectAgain() throws IOException {
        StreamCollector first = new StreamCollector(0);
        int port = first.port();
        try (Deaf deaf = new Deaf();
                Served served = Served.start("serve-push", "--simulate",
                        resources(port).toString(), "--players", "0",
                        "--recorder-seconds", "600", "--push-allow", "127.0.0.1:" + port, "--push",
                        "ws://127.0.0.1:" + deaf.socket.getLocalPort() + "/in")) {
            served.await("the collector hears", () -> first.updates().size() >= 3);
            JsonNode hello = first.messages.getFirst();
            assertThat(hello.path("type").asString()).isEqualTo("hello");
            assertThat(hello.path("servers").toString()).isEqualTo("[\"simulation\"]");
            first.close();
            long next = assertEveryTick(first.updates(), 0);
            served.await("its end is noticed", () -> served.err()
                    .contains("the stream is not pushed to 127.0.0.1:" + port));
            served.await("messages are skipped",
                    () -> metric(served, "skipped_total", port) > 0);
            assertThat(metric(served, "connected", port)).isZero();
            try (StreamCollector second = new StreamCollector(port)) {
                served.await("it hears again", () -> second.updates().size() >= 3);
                assertThat(assertEveryTick(second.updates(), next)).isGreaterThan(next);
                assertThat(second.updates().getFirst().path("skipped").asLong()).isPositive();
                assertThat(metric(served, "connected", port)).isEqualTo(1);
                assertThat(metric(served, "gone_ticks_total", port)).isZero();
                assertThat(metric(served, "messages_total", port)).isPositive();
            }
            served.await("one that does not answer is left and tried again",
                    () -> deaf.connections.get() >= 2);
            assertThat(served.err()).contains("it does not answer; trying again")
                    .doesNotContain("hidden");
            assertThat(served.get("/api/v1/report?server=simulation&seconds=3600").body())
                    .contains("call Profiler.SetWebSocketURL before it",
                            "the owner of this server does not allow it; fxprof serve "
                                    + "--push-allow 127.0.0.1:1 does",
                            "expected an address such as wss://HOST:PORT/PATH")
                    .doesNotContain("it worked").doesNotContain("hidden");
        } finally {
            first.close();
        }
    }
}

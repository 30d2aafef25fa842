package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/** The two forms of the stream, heard at the same time. */
final class StreamForms {
    private static final int ENOUGH = 4;
    private static final int BAD_REQUEST = 400;

    /** Keeps what a client is told of the first server, by the number of its snapshot. */
    private static final class Told implements WebSocket.Listener {
        final Map<Long, ObjectNode> bySequence = new ConcurrentHashMap<>();
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int updates;

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

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            while (part.hasRemaining()) {
                bytes.write(part.get());
            }
            if (last) {
                take(new CBORMapper().readTree(bytes.toByteArray()));
                bytes.reset();
            }
            socket.request(1);
            return null;
        }

        private void take(JsonNode message) {
            // The first one tells all that was before, which is more for whoever comes later.
            if (message.path("type").asString().equals("update") && ++updates > 1) {
                ObjectNode server = (ObjectNode) message.path("servers").get(0);
                bySequence.put(server.path("sequence").asLong(), server);
            }
        }
    }

    private StreamForms() {
    }

    static void assertEqual(Served served) {
        assertThat(served.get("/stream?form=xml").statusCode()).isEqualTo(BAD_REQUEST);
        Told json = new Told();
        Told cbor = new Told();
        WebSocket first = open(served, "json", json);
        WebSocket second = open(served, "cbor", cbor);
        served.await("both forms are heard", () -> common(json, cbor).size() >= ENOUGH);
        first.abort();
        second.abort();
        int rows = 0;
        for (long sequence : common(json, cbor)) {
            ObjectNode one = json.bySequence.get(sequence);
            ObjectNode other = cbor.bySequence.get(sequence);
            if (one.has("window") != other.has("window")) {
                one.remove("window");
                other.remove("window");
            }
            // One of them may have missed the message before, whose ticks are in this one then.
            Map<Long, String> ticks = rows(one);
            Map<Long, String> others = rows(other);
            ticks.keySet().retainAll(others.keySet());
            others.keySet().retainAll(ticks.keySet());
            assertThat(others).isEqualTo(ticks);
            rows += ticks.size();
            // Text, since a number of another width would be another node.
            assertThat(other.toString()).isEqualTo(one.toString());
        }
        assertThat(rows).isPositive();
    }

    private static Map<Long, String> rows(ObjectNode server) {
        Map<Long, String> rows = new TreeMap<>();
        server.remove("ticks").path("rows")
                .forEach(row -> rows.put(row.get(0).asLong(), row.toString()));
        return rows;
    }

    private static Set<Long> common(Told json, Told cbor) {
        Set<Long> common = new TreeSet<>(json.bySequence.keySet());
        common.retainAll(cbor.bySequence.keySet());
        return common;
    }

    private static WebSocket open(Served served, String form, WebSocket.Listener listener) {
        return served.client().newWebSocketBuilder()
                .header("Authorization", "Bearer " + served.token())
                .buildAsync(URI.create("ws://127.0.0.1:" + served.port() + "/stream?form=" + form),
                        listener)
                .join();
    }
}

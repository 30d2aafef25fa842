package dev.fxprof.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a Prometheus on this machine answers, wherever it runs. */
record PrometheusApi(int port, HttpClient client) {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    PrometheusApi(int port) {
        this(port, HttpClient.newHttpClient());
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows that an expression has now. */
    JsonNode query(String expression) {
        return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("data").path("result");
    }

    double value(String expression) {
        JsonNode rows = query(expression);
        return rows.isEmpty()
                ? Double.NaN
                : Double.parseDouble(rows.get(0).path("value").get(1).asString());
    }

    JsonNode get(String path) {
        try {
            return JsonMapper.shared().readTree(client.send(HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                    .timeout(LONGEST).build(), HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            // It does not listen yet.
            return JsonMapper.shared().createObjectNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

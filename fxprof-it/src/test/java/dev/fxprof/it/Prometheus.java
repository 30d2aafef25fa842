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
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus of its own, which scrapes every second by the configuration that the docs give. */
final class Prometheus implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = 100_000_000;

    private final Path folder;
    private final int port;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();

    private Prometheus(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    static Prometheus scraping(Served served, Path folder) {
        Path examples = Folders.project().resolve("docs/examples/prometheus");
        Folders.write(folder.resolve("token"), served.token());
        Folders.write(folder.resolve("fxprof-rules.yml"),
                Folders.read(examples.resolve("fxprof-rules.yml")));
        Path config = Folders.write(folder.resolve("prometheus.yml"),
                Folders.read(examples.resolve("prometheus.yml"))
                        .replace("scrape_interval: 15s",
                                "scrape_interval: 1s\n  evaluation_interval: 1s")
                        .replace(":8080", ":" + served.port()));
        int port = freePort();
        try {
            return new Prometheus(folder, port, new ProcessBuilder("prometheus",
                    "--config.file=" + config,
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile())
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
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

    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain until " + what + ": "
                        + Folders.read(folder.resolve("log")));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

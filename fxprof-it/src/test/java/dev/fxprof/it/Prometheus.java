package dev.fxprof.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** A Prometheus of its own, which scrapes every second by the configuration that the docs give. */
final class Prometheus implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = 100_000_000;

    private final Path folder;
    private final PrometheusApi api;
    private final Process process;

    private Prometheus(Path folder, int port, Process process) {
        this.folder = folder;
        api = new PrometheusApi(port);
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
        int port = PrometheusApi.freePort();
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

    /** Rows that an expression has now. */
    JsonNode query(String expression) {
        return api.query(expression);
    }

    double value(String expression) {
        return api.value(expression);
    }

    JsonNode get(String path) {
        return api.get(path);
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

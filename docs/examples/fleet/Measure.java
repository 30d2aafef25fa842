import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Measures what a server of a fleet sends and stores: starts {@code fxprof serve} with the simulation, or
 * with the source that is given, plays the collector, and reckons from a while what a day amounts to.
 *
 * <pre>java docs/examples/fleet/Measure.java [--seconds 300] [--servers 100] [--warmup 30] [more for serve]</pre>
 */
public final class Measure {
    private static final double DAY = 86_400;
    /** What docs of Prometheus say that a sample takes on its disk, at most. */
    private static final int SAMPLE_BYTES = 2;
    private static final int SCRAPE_SECONDS = 15;
    private static final Set<String> SOURCES = Set.of("--server", "--segment", "--perf");
    private static final Pattern LINK = Pattern.compile("(http://\\S+/)login\\?token=(\\S+)");

    /** What came on one path since the window began. */
    private static final class Received {
        private long requests;
        private long sent;
        private long inflated;

        synchronized void add(byte[] body, long plain) {
            requests++;
            sent += body.length;
            inflated += plain;
        }

        synchronized void clear() {
            requests = 0;
            sent = 0;
            inflated = 0;
        }
    }

    private final Received metrics = new Received();
    private final Received traces = new Received();
    private final List<String> options = new ArrayList<>();
    private int seconds = 300;
    private int servers = 100;
    private int warmup = 30;

    /**
     * Measures.
     *
     * @param arguments see above
     * @throws Exception if serve cannot be run
     */
    public static void main(String... arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        new Measure(arguments).run();
    }

    private Measure(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--seconds" -> seconds = Integer.parseInt(arguments[++i]);
                case "--servers" -> servers = Integer.parseInt(arguments[++i]);
                case "--warmup" -> warmup = Integer.parseInt(arguments[++i]);
                default -> options.add(arguments[i]);
            }
        }
    }

    private void run() throws Exception {
        HttpServer collector = HttpServer
                .create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/metrics", exchange -> take(exchange, metrics));
        collector.createContext("/v1/traces", exchange -> take(exchange, traces));
        collector.start();
        Path folder = Files.createTempDirectory("fxprof-fleet");
        Process serve = serve(folder, collector.getAddress().getPort());
        try {
            measure(folder, serve);
        } finally {
            serve.destroy();
            serve.waitFor();
            collector.stop(0);
            delete(folder);
        }
    }

    private Process serve(Path folder, int port) throws IOException {
        List<String> words = new ArrayList<>(List.of("./fxprof", "serve", "--port", "0", "--data",
                folder.resolve("data").toString(), "--otlp", "http://127.0.0.1:" + port));
        words.addAll(options);
        if (options.stream().noneMatch(SOURCES::contains)) {
            words.add("--simulate");
        }
        return new ProcessBuilder(words).redirectOutput(folder.resolve("out").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void take(HttpExchange exchange, Received received) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
            received.add(body, plain.readAllBytes().length);
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private void measure(Path folder, Process serve) throws Exception {
        Matcher link = link(folder, serve);
        while (sum(scrape(link), "fxprof_tick_seconds_count") == 0) {
            Thread.sleep(100);
        }
        Thread.sleep(1000L * warmup);
        String before = scrape(link);
        metrics.clear();
        traces.clear();
        long start = System.nanoTime();
        Thread.sleep(1000L * seconds);
        double measured = (System.nanoTime() - start) / 1e9;
        String after = scrape(link);
        long series = after.lines().filter(line -> !line.startsWith("#")).count();
        double spans = value(after, "fxprof_otlp_spans_total{result=\"sent\"}")
                - value(before, "fxprof_otlp_spans_total{result=\"sent\"}");
        double hitches = sum(after, "fxprof_hitches_total") - sum(before, "fxprof_hitches_total");
        System.out.printf("One server for %.0f s, with %.0f hitches.%n%n", measured,
                hitches);
        System.out.printf("| what | measured | a server and day | %d servers and day |%n"
                + "|---|---|---|---|%n", servers);
        row("metrics over OTLP, gzip", metrics.sent * DAY / measured,
                "%d exports of %.1f kB (%.1f kB inflated)", metrics.requests,
                kilo(metrics.sent, metrics.requests), kilo(metrics.inflated, metrics.requests));
        row("traces over OTLP, gzip", traces.sent * DAY / measured,
                "%.0f spans in %d requests, %.0f B a span (%.0f B inflated)", spans,
                traces.requests, traces.sent / Math.max(1, spans),
                traces.inflated / Math.max(1, spans));
        row("Prometheus' disk, if it scrapes /metrics; of OTLP it has fewer series", series * DAY / SCRAPE_SECONDS * SAMPLE_BYTES,
                "%d series, each %d s a sample of at most %d B", series, SCRAPE_SECONDS,
                SAMPLE_BYTES);
        row("/metrics, if it is scraped instead", after.length() * DAY / SCRAPE_SECONDS,
                "%.1f kB each %d s", after.length() / 1e3, SCRAPE_SECONDS);
        long sums = size(folder.resolve("data/minutes"));
        double minutes = Math.max(1, (measured + warmup) / 60);
        row("sums in serve's data folder", sums / minutes * DAY / 60,
                "%.1f kB in %.1f minutes", sums / 1e3, minutes);
        long captures = count(folder.resolve("data/captures"));
        System.out.printf("%nCaptures of hitches: %d of %.0f kB each, within --keep-size.%n",
                captures,
                kilo(size(folder.resolve("data/captures")), captures));
    }

    private Matcher link(Path folder, Process serve) throws Exception {
        while (serve.isAlive()) {
            Matcher link = LINK.matcher(Files.readString(folder.resolve("out")));
            if (link.find()) {
                return link;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("serve has ended");
    }

    private static String scrape(Matcher link) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(link.group(1) + "metrics"))
                    .header("Authorization", "Bearer " + link.group(2)).build(),
                    BodyHandlers.ofString()).body();
        }
    }

    private void row(String what, double bytesADay, String measured, Object... values) {
        System.out.printf("| %s | %s | %.1f MB | %.2f GB |%n", what,
                String.format(measured, values), bytesADay / 1e6, servers * bytesADay / 1e9);
    }

    private static double kilo(long bytes, long parts) {
        return bytes / 1e3 / Math.max(1, parts);
    }

    private static double value(String text, String series) {
        return text.lines().filter(line -> line.startsWith(series + " "))
                .mapToDouble(Measure::value).findFirst().orElse(0);
    }

    private static double sum(String text, String name) {
        return text.lines().filter(line -> line.startsWith(name + "{"))
                .mapToDouble(Measure::value).sum();
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static long size(Path folder) throws IOException {
        long bytes = 0;
        for (Path file : files(folder)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static long count(Path folder) throws IOException {
        return files(folder).stream().filter(file -> file.toString().endsWith(".pftrace")).count();
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fxprof serve} as a process, reached as others reach it. */
final class Served implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = 20_000_000;
    private static final Pattern LINK = Pattern
            .compile("open (https?:\\S+:(\\d+)/)login\\?token=(\\S+)");

    private static final Pattern USED = Pattern.compile("(?:YoungGen|OldGen) .*used (\\d+)K");

    private final Process process;
    private final Path out;
    private final Path err;
    private final HttpClient client = HttpClient.newHttpClient();
    private List<Matcher> links = List.of();

    /** How its virtual machine is set up. */
    enum Tuning {
        /** As a user gets it. */
        LAUNCHED,
        /** For little to do. */
        QUICK
    }

    private Served(Path folder, Command command) {
        out = folder.resolve("serve.out");
        err = folder.resolve("serve.err");
        process = command.start(out, err);
    }

    private static Command command(Path data, Tuning tuning, String... options) {
        Command command = tuning == Tuning.QUICK ? Command.fxprof() : Command.launched();
        return command.and("serve", "--port", "0", "--data", data.toString()).and(options);
    }

    /** Starts it, and waits until it says where it is. */
    static Served start(String name, String... options) {
        return start(name, Tuning.QUICK, options);
    }

    /** Starts it with a virtual machine of that kind. */
    static Served start(String name, Tuning tuning, String... options) {
        Path folder = Folders.fresh(name);
        return start(folder, command(folder.resolve("data"), tuning, options));
    }

    /** Starts it with a data folder on a disk, where earlier ones may have left theirs. */
    static Served startOn(TightDisk disk, String name, String... options) {
        return start(Folders.fresh(name), disk.inside(
                command(disk.mount().resolve("data"), Tuning.QUICK, options)));
    }

    private static Served start(Path folder, Command command) {
        Served served = new Served(folder, command);
        // One to look, one to change.
        int links = command.words().contains("--control") ? 2 : 1;
        try {
            served.await("the address is printed", () -> {
                String out = served.out();
                served.links = out.lines().map(LINK::matcher).filter(Matcher::find).toList();
                return served.links.size() == links && out.endsWith("\n");
            });
            return served;
        } catch (AssertionError e) {
            served.close();
            throw e;
        }
    }

    /** Its data folder, unless that is on another disk. */
    Path data() {
        return out.resolveSibling("data");
    }

    String out() {
        return Folders.read(out);
    }

    String err() {
        return Folders.read(err);
    }

    int port() {
        return Integer.parseInt(links.getFirst().group(2));
    }

    String token() {
        return links.getFirst().group(3);
    }

    String control() {
        return links.getLast().group(3);
    }

    /** What a person opens. */
    String link() {
        return links.getLast().group(1) + "login?token=" + links.getLast().group(3);
    }

    /** Types a line on its console. */
    void type(String line) {
        try {
            process.outputWriter().append(line).append('\n').flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(process.isAlive()).as(err()).isTrue();
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpClient client() {
        return client;
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(LONGEST).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization",
                "Bearer " + token()));
    }

    JsonNode json(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** A value of the metrics. */
    double metric(String series) {
        return metric(get("/metrics").body(), series);
    }

    static double metric(String text, String series) {
        return text.lines().filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst().orElseThrow(() -> new AssertionError(series + " is not in " + text));
    }

    double refused(String reason) {
        return metric("fxprof_web_refused_total{reason=\"" + reason + "\"}");
    }

    /** What is left in the heap after a collection, bytes. */
    long heapBytes() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = Long.toString(process.pid());
        Command.of(jcmd, pid, "GC.run").run().succeeded();
        String info = Command.of(jcmd, pid, "GC.heap_info").run().succeeded().out();
        long kilobytes = USED.matcher(info).results()
                .mapToLong(found -> Long.parseLong(found.group(1))).sum();
        assertThat(kilobytes).as(info).isPositive();
        return kilobytes << 10;
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(500);
        return socket;
    }

    /** Sends bytes as they are; what comes back within half a second of silence. */
    String raw(String request) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return read(socket.getInputStream());
        } catch (IOException e) {
            return "";
        }
    }

    static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[8192];
        try {
            for (int got; (got = in.read(bytes)) >= 0;) {
                text.append(new String(bytes, 0, got, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException _) {
            // All that comes has come.
        }
        return text.toString();
    }

    /**
     * Time that each of its threads has spent on a processor, as Linux tells it; without the compilers of
     * the virtual machine, for which nobody waits.
     */
    Map<Long, Duration> threadTimes() {
        Map<Long, Duration> times = new HashMap<>();
        Path tasks = Path.of("/proc", String.valueOf(process.pid()), "task");
        try (Stream<Path> threads = Files.list(tasks)) {
            for (Path thread : threads.toList()) {
                try {
                    if (Files.readString(thread.resolve("comm")).contains("Compiler")) {
                        continue;
                    }
                    String told = Files.readString(thread.resolve("schedstat"));
                    times.put(Long.parseLong(thread.getFileName().toString()),
                            Duration.ofNanos(Long.parseLong(told.split(" ")[0])));
                } catch (IOException _) {
                    // It has ended meanwhile.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return times;
    }

    /** Ends it as Ctrl-C does. */
    int interrupt() {
        process.destroy();
        return end();
    }

    /** Ends it as a power cut does. */
    void kill() {
        process.destroyForcibly();
        end();
    }

    private int end() {
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

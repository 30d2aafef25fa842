package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.hooks.lua.bundle.LuaBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** {@code fxprof record --server --http}, and the folder of the server that it runs beside. */
final class ServerBeside implements AutoCloseable {
    /** Folder of the resource that the server's scripts take their part of Async from. */
    static final String RESOURCE = "resources/[fxprof]/fxprof";

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final long POLL_NANOS = 20_000_000;
    private static final String LISTENING = "listening on 127.0.0.1:";

    private final Process process;
    private final Path errors;
    private int port;

    private ServerBeside(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /** A server-data folder with the resource fxprof and those of the tests of Async; one is started. */
    static Path data(String name, String started) {
        Path data = Folders.fresh(name);
        LuaBundle.resource().forEach((path, content) -> write(
                data.resolve(RESOURCE).resolve(path), content));
        Path tests = Folders.resource("async-server");
        try (Stream<Path> files = Files.walk(tests)) {
            files.filter(Files::isRegularFile).forEach(file -> write(data.resolve("resources")
                    .resolve(tests.relativize(file).toString()), bytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(data.resolve("resources/contract/lib.lua"),
                bytes(Folders.resource("async/contract/lib.lua")));
        Folders.write(data.resolve("server.cfg"), "ensure fxprof\nadd_ace resource." + started
                + " command allow\nensure " + started + "\n");
        return data;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it on a port, 0 for any, and waits until it listens. */
    static ServerBeside start(Path data, int port) {
        Path errors = data.resolve("record-" + System.nanoTime() + ".err");
        Process process = Command.fxprof("record", "--server", data.toString(), "-o",
                data.resolve("server-" + System.nanoTime() + ".json").toString(), "--http",
                String.valueOf(port)).start(data.resolve("record.out"), errors);
        ServerBeside beside = new ServerBeside(process, errors);
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!beside.said().contains(LISTENING) && process.isAlive()
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        assertThat(beside.said()).contains(LISTENING);
        beside.port = beside.said().lines().filter(line -> line.contains(LISTENING))
                .mapToInt(line -> Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)))
                .findFirst().orElseThrow();
        return beside;
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    long pid() {
        return process.pid();
    }

    /** What it has printed for its user. */
    String said() {
        return Files.exists(errors) ? Folders.read(errors) : "";
    }

    /** Ends it as Ctrl-C does. */
    void stop() {
        process.destroy();
        await();
    }

    /** Ends it as the machine does when it runs out of memory. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    private void await() {
        try {
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

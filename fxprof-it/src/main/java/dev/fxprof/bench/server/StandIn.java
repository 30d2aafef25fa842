package dev.fxprof.bench.server;

import dev.fxprof.bench.run.BenchFailure;
import dev.fxprof.bench.run.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A stand-in server that runs, with the sample resources in a folder of its own. */
final class StandIn implements AutoCloseable {
    private static final int ANSWER_SECONDS = 60;
    private static final String BUSY = "busy {";

    private final Process process;
    private final Writer console;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private StandIn(Process process) {
        this.process = process;
        this.console = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().start(this::listen);
    }

    /** What the main thread has done so far, and when that was. */
    record Busy(long nanos, long cpuNanos, long burnedNanos, long ticks, long entries) {
        Busy since(Busy before) {
            return new Busy(nanos - before.nanos, cpuNanos - before.cpuNanos,
                    burnedNanos - before.burnedNanos, ticks - before.ticks,
                    entries - before.entries);
        }

        /**
         * Processor time of the main thread in a tick, without what scripts burned because they
         * asked for just that: it is the same however one records, and a block with one call of
         * that more would look dear.
         */
        double nanosATick() {
            return (double) (cpuNanos - burnedNanos) / ticks;
        }

        double entriesATick() {
            return (double) entries / ticks;
        }
    }

    /** Compiles it; the failure says what is missing. */
    static void build(Path home) throws ChildProcess.Failed {
        ChildProcess.run(List.of("make", "-s", "-j2", "-C", source(home).toString()), Map.of());
    }

    static Path source(Path home) {
        return home.resolve("fxprof-it/standin");
    }

    /** Folder of the server's program and its citizen folder. */
    static Path artifact(Path home) {
        return home.resolve("fxprof-it/target/standin");
    }

    /** A server-data folder with the sample resources. */
    static Path data(Path home) {
        try {
            Path data = Files.createTempDirectory("fxprof-bench");
            Path from = source(home);
            try (Stream<Path> files = Files.walk(from.resolve("resources"))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Files.copy(file, data.resolve(from.relativize(file).toString()));
                }
            }
            Files.copy(from.resolve("server.cfg"), data.resolve("server.cfg"));
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StandIn start(Path home, Path data, List<String> settings) {
        List<String> words = new ArrayList<>(
                List.of(artifact(home).resolve("fxserver-standin-cxx").toString()));
        words.addAll(settings);
        words.addAll(List.of("+set", "standin_players", "32", "+exec", "server.cfg"));
        try {
            return new StandIn(new ProcessBuilder(words).directory(data.toFile())
                    .redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new BenchFailure(BenchFailure.ENVIRONMENT,
                    "the stand-in server cannot be started: " + e.getMessage());
        }
    }

    private void listen() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            in.lines().filter(line -> line.contains(BUSY)).forEach(lines::add);
        } catch (IOException | UncheckedIOException _) {
            // It has ended; whoever waits for an answer says so.
        }
    }

    void say(String line) {
        try {
            console.write(line + "\n");
            console.flush();
        } catch (IOException _) {
            throw ended();
        }
    }

    Busy busy() {
        say("standin busy");
        try {
            String line = lines.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw ended();
            }
            return JsonMapper.shared().readValue(line.substring(line.indexOf('{')), Busy.class);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure(BenchFailure.ENVIRONMENT, "interrupted");
        }
    }

    private static BenchFailure ended() {
        return new BenchFailure(BenchFailure.ENVIRONMENT, "the stand-in server has ended");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

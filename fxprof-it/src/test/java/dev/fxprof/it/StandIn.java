package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A server that stands in for FXServer, with its console at hand.
 *
 * <p>Assumptions: one thread types and waits. Guarantees: a line that was printed is found, whenever it came.
 * Progress: a wait ends when the line comes, when the server ends, or after a minute.
 */
final class StandIn implements AutoCloseable {
    /** How errors leave Lua: by exceptions as under Linux, by longjmp as under Windows. */
    enum Errors {
        CXX, C;

        Path program() {
            return OUTPUT.resolve("fxserver-standin-" + name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private static final Path SOURCES = Folders.project().resolve("fxprof-it/standin");
    private static final Path OUTPUT = Folders.project().resolve("fxprof-it/target/standin");
    private static final String SPOOL = "resources/[fxprof]/fxprof/spool";
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private StandIn(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
    }

    /** Compiles both programs where their sources have changed. */
    static void build(String test) {
        Requirement.require(Requirement.runs("make", "--version")
                && Requirement.runs("g++", "-fsyntax-only", "-x", "c++", "-include",
                        "lua5.4/lua.hpp",
                        "-include", "curl/curl.h", "/dev/null"),
                test,
                "make, g++, liblua5.4-dev or libcurl4-openssl-dev is not installed");
        Built.ONCE.succeeded();
    }

    private static final class Built {
        static final Command.Result ONCE = Command.of("make", "-s", "-j2", "-C",
                SOURCES.toString()).within(Duration.ofMinutes(8)).run();
    }

    /** A server-data folder with the sample resources. */
    static Path samples(String name) {
        Path folder = Folders.fresh(name);
        copy(SOURCES.resolve("resources"), folder.resolve("resources"));
        copy(SOURCES.resolve("server.cfg"), folder.resolve("server.cfg"));
        return folder;
    }

    /** The same with the overlay and the resource fxprof, as {@code fxprof hooks install} makes them. */
    static Path underOverlay(String name) {
        Path data = samples(name);
        Command.fxprof("hooks", "install", "--server", OUTPUT.toString(), "--data",
                data.toString()).run().succeeded();
        try {
            Path configuration = data.resolve("server.cfg");
            Files.writeString(configuration, "set citizen_dir \""
                    + data.resolve("fxprof-citizen") + "\"\nensure fxprof\n"
                    + Files.readString(configuration));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return data;
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server in the folder; the words are pairs of a variable and its value. */
    static StandIn start(Errors errors, Path folder, String... variables) {
        return start(List.of("sh", "-c", "exec \"$0\" \"$@\" 3>trace.txt"), errors, folder,
                variables);
    }

    /**
     * The same with a spool on a disk of its own, which others reach through {@link #spool}; the files
     * are copied back once the server has ended.
     */
    static StandIn startOnDisk(String size, Path folder, String... variables) {
        return start(
                List.of("unshare", "--mount", "sh", "-c",
                        "mkdir -p '" + SPOOL + "'; mount -t tmpfs -o size="
                                + size + " fxprof-it '" + SPOOL
                                + "' || exit 99; \"$0\" \"$@\" 3>trace.txt; code=$?; "
                                + "mkdir kept && cp '" + SPOOL + "'/*.fxs kept; umount '" + SPOOL
                                + "'; cp kept/* '" + SPOOL + "'; exit $code"),
                Errors.CXX, folder, variables);
    }

    /** Whether this machine can give a server a disk of its own. */
    static boolean hasDisks() {
        return Requirement.runs("unshare", "--mount", "mount", "-t", "tmpfs", "fxprof-it", "/mnt");
    }

    private static StandIn start(List<String> shell, Errors errors, Path folder,
            String... variables) {
        List<String> words = new ArrayList<>(shell);
        words.addAll(List.of(errors.program().toString(), "+exec", "server.cfg"));
        for (int i = 0; i < variables.length; i += 2) {
            words.addAll(List.of("+set", variables[i], variables[i + 1]));
        }
        try {
            return new StandIn(new ProcessBuilder(words).directory(folder.toFile())
                    .redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("reading failed: " + e.getMessage());
        }
        end();
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Everything printed so far. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The first line that holds the text. */
    String await(String text) {
        return await(text, 1);
    }

    /** The given one of the lines that hold the text, counted from 1. */
    synchronized String await(String text, int number) {
        Predicate<String> holds = line -> line.contains(text);
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try {
            while (lines.stream().filter(holds).count() < number && !ended
                    && System.nanoTime() < deadline) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> found = lines.stream().filter(holds).toList();
        assertThat(found).as("'%s' in %s", text, lines).hasSizeGreaterThanOrEqualTo(number);
        return found.get(number - 1);
    }

    /** One line for the console. */
    void type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the server as an administrator does, and returns all that it printed. */
    List<String> quit() {
        type("quit");
        return awaitEnd();
    }

    /** Waits until it has ended by itself, and returns all that it printed. */
    List<String> awaitEnd() {
        try {
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
            synchronized (this) {
                while (!ended) {
                    wait();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(process.exitValue()).as("%s", lines()).isZero();
        return lines();
    }

    /** The folder of the spool as the server sees it. */
    Path spool(Path folder) {
        return Path.of("/proc/" + process.pid() + "/root" + folder.resolve(SPOOL));
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}

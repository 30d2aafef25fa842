package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program with its arguments, run as a user runs it. */
final class Command {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** Many short runs: fresh memory and good code would be most of their time. */
    private static final String SHORT = "-XX:-AlwaysPreTouch -XX:TieredStopAtLevel=1"
            + " -XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages -Xms128m -Xmn64m";
    /** What the launcher gives to the machine and the cache is made with; it fits other heaps, too. */
    private static final List<String> AS_LAUNCHED = List.of("-XX:+UseParallelGC", "-Xss16m",
            "-Xms512m", "-Xmn256m", "-Xmx1g", "-XX:TieredStopAtLevel=1");
    private static final String JAVA_OPTIONS = "FXPROF_JAVA_OPTS";

    private static final Pattern PASSING = Pattern
            .compile(
                    "server thread hitch warning: |(simulating|warming up|comparing): \\d+ of \\d+");

    private final List<String> words;
    private Path folder = Path.of("").toAbsolutePath();
    private Map<String, String> environment = Map.of();
    private Duration longest = LONGEST;

    private Command(List<String> words) {
        this.words = words;
    }

    /** What a program left behind. */
    record Result(String command, int exit, String out, String err) {
        Result succeeded() {
            assertThat(exit).as("exit code of %s, which said: %s", command, err).isZero();
            return this;
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }

        /** Standard error without progress and warnings of slow ticks. */
        List<String> errors() {
            return err.lines().filter(line -> !PASSING.matcher(line).lookingAt()).toList();
        }
    }

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    /** The command, tuned for little to do. */
    static Command fxprof(String... arguments) {
        return launched(arguments).with(JAVA_OPTIONS, SHORT + " " + AotCache.option(AS_LAUNCHED));
    }

    /** The command in the virtual machine that a user gets, but for the touching of its heap. */
    static Command launched(String... arguments) {
        List<String> words = new ArrayList<>(List.of(launcher().toString()));
        words.addAll(List.of(arguments));
        return new Command(words);
    }

    /** A short run without the ticks that only warm the machine up. */
    static Command simulate(String... arguments) {
        List<String> words = new ArrayList<>(List.of("simulate", "--warmup", "0"));
        words.addAll(List.of(arguments));
        return fxprof(words.toArray(String[]::new));
    }

    static Path launcher() {
        return Path.of(System.getProperty("fxprof.home", "..")).toAbsolutePath().normalize()
                .resolve("fxprof");
    }

    Command and(String... arguments) {
        List<String> more = new ArrayList<>(words);
        more.addAll(List.of(arguments));
        return new Command(more).like(this);
    }

    /** Takes over where and how another is run. */
    Command like(Command other) {
        folder = other.folder;
        environment = other.environment;
        longest = other.longest;
        return this;
    }

    Command in(Path workingFolder) {
        folder = workingFolder;
        return this;
    }

    Command with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        environment = more;
        return this;
    }

    Command within(Duration time) {
        longest = time;
        return this;
    }

    List<String> words() {
        return words;
    }

    Process start(Path out, Path err) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put(JAVA_OPTIONS, "-XX:-AlwaysPreTouch");
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs programs at the same time; their results in the order given. */
    static List<Result> together(Command... commands) {
        List<Future<Result>> running = new ArrayList<>();
        List<Result> results = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Command command : commands) {
                running.add(executor.submit(() -> command.run()));
            }
            for (Future<Result> future : running) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while programs ran", e);
        }
    }

    Result run() {
        try {
            Path out = Files.createTempFile("fxprof-it", ".out");
            Path err = Files.createTempFile("fxprof-it", ".err");
            try {
                return run(out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + this + " ran", e);
        }
    }

    private Result run(Path out, Path err) throws IOException, InterruptedException {
        Process process = start(out, err);
        try {
            boolean ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(ended).as("%s ended within %s; it said: %s", this, longest,
                    Files.readString(err)).isTrue();
            return new Result(toString(), process.exitValue(), Files.readString(out),
                    Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}

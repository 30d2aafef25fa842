package dev.fxprof.bench.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The C++ queues, compiled on this machine. */
public final class NativeQueues implements AutoCloseable {
    /** What is missing where they cannot be compiled. */
    public static final String MISSING = "g++ and libboost-dev are not installed";

    private static final String SOURCE = "/dev/fxprof/bench/queues.cpp";

    private final Path folder;
    private final Path program;

    private NativeQueues(Path folder, Path program) {
        this.folder = folder;
        this.program = program;
    }

    /**
     * Compiles them.
     *
     * @return the program, or empty where compiler or library are missing
     */
    public static Optional<NativeQueues> compile() {
        try {
            Path folder = Files.createTempDirectory("fxprof-bench");
            Path source = folder.resolve("queues.cpp");
            try (InputStream in = NativeQueues.class.getResourceAsStream(SOURCE)) {
                Files.copy(in, source);
            }
            NativeQueues queues = new NativeQueues(folder, folder.resolve("queues"));
            try {
                ChildProcess.run(List.of("g++", "-O2", "-std=c++17", "-pthread", "-o",
                        queues.program.toString(), source.toString()), Map.of());
                return Optional.of(queues);
            } catch (ChildProcess.Failed e) {
                queues.close();
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A measurement of one of them.
     *
     * @param name see {@link Measurement#name()}
     * @param queue as the program calls it
     * @param policy lazy or eager
     * @return its field is {@link JmhMeasurement#RATE}
     */
    public Measurement measurement(String name, String queue, String policy) {
        return new Measurement() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean isBetweenCores() {
                return true;
            }

            @Override
            public double seconds(Depth depth) {
                return depth.forkMillis() / 1000.0;
            }

            @Override
            public Map<String, Double> fork(Depth depth) {
                List<String> words = new ArrayList<>(List.of(program.toString(), queue, policy,
                        Integer.toString(depth.forkMillis())));
                try {
                    String rate = ChildProcess.run(words, Map.of()).strip();
                    return Map.of(JmhMeasurement.RATE, Double.valueOf(rate));
                } catch (ChildProcess.Failed e) {
                    throw new BenchFailure(BenchFailure.ENVIRONMENT,
                            name + ": the fork failed: " + e.getMessage());
                }
            }
        };
    }

    @Override
    public void close() {
        try {
            for (String file : List.of("queues", "queues.cpp")) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

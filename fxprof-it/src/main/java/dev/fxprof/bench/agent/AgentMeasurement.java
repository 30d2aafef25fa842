package dev.fxprof.bench.agent;

import dev.fxprof.bench.run.BenchFailure;
import dev.fxprof.bench.run.ChildProcess;
import dev.fxprof.bench.run.Depth;
import dev.fxprof.bench.run.Measurement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an attached agent adds to a call. One host calls in rounds without and with the agent, so that
 * both sides of each difference come from one process; what a Lua hook, an inline hook and two readings
 * of the clock cost is measured between them.
 */
public final class AgentMeasurement implements Measurement {
    private static final int CALLS = 20_000;
    private static final int ROUNDS_AN_ITERATION = 3;
    private static final double ROUND_SECONDS = 0.4;
    /** No record is refused: four kinds of calls leave six records. */
    private static final String RING_SLOTS = String.valueOf(1 << 18);
    private static final String ANSWER = "cost: ";

    private final Platform platform;
    private final Path home;

    /** A system that the host is built for. */
    public enum Platform {
        /** ELF. */
        LINUX("fxserver-host", "libfxprof-agent.so"),
        /** PE, under Wine. */
        WINE("fxserver-host.exe", "fxprof-agent.dll");

        private final String program;
        private final String agent;

        Platform(String program, String agent) {
            this.program = program;
            this.agent = agent;
        }

        /**
         * Its name in rows.
         *
         * @return linux or wine
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Path agent(Path home) {
            return home.resolve("fxprof-hooks-win64/target/agent").resolve(agent);
        }
    }

    /**
     * A measurement.
     *
     * @param platform the system
     * @param home the project's folder
     */
    public AgentMeasurement(Platform platform, Path home) {
        this.platform = platform;
        this.home = home;
    }

    /**
     * Compiles the host.
     *
     * @param platform the system
     * @param home the project's folder
     * @return what is missing, or an empty string
     */
    public static String missing(Platform platform, Path home) {
        Path agent = platform.agent(home);
        if (!Files.exists(agent)) {
            return "there is no " + agent + ": mvn package builds it where a compiler is installed";
        }
        try {
            ChildProcess.run(List.of("make", "-s", "-j2", "-C",
                    home.resolve("fxprof-it/host").toString(), platform.label()), Map.of());
            return "";
        } catch (ChildProcess.Failed e) {
            return "fxprof-it/host/README.md names what the host needs: " + e.getMessage();
        }
    }

    @Override
    public String name() {
        return "agent-" + platform.label();
    }

    @Override
    public double seconds(Depth depth) {
        return rounds(depth) * ROUND_SECONDS;
    }

    private static int rounds(Depth depth) {
        return depth.iterations() * ROUNDS_AN_ITERATION;
    }

    @Override
    public Map<String, Double> fork(Depth depth) {
        try {
            Path segments = Files.createTempDirectory(memory(), "fxprof-bench");
            try {
                return figures(run(segments, depth));
            } finally {
                delete(segments);
            }
        } catch (ChildProcess.Failed e) {
            throw new BenchFailure(BenchFailure.ENVIRONMENT, "the host failed: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A segment belongs into a file system in memory, where there is one. */
    private static Path memory() {
        Path shared = Path.of("/dev/shm");
        return Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private JsonNode run(Path segments, Depth depth) throws ChildProcess.Failed {
        Path host = home.resolve("fxprof-it/target/host");
        List<String> words = new ArrayList<>(
                platform == Platform.WINE ? List.of("wine") : List.of());
        words.addAll(List.of(host.resolve(platform.label()).resolve(platform.program).toString(),
                "+exec", "server.cfg", "--resources",
                home.resolve("fxprof-it/host/resources").toString(), "--say", "cost "
                        + rounds(depth) + " " + CALLS + " " + platform.agent(home)));
        // The peer reads the processor's counter, so the agent has to, whatever the system trusts.
        String out = ChildProcess.run(words, Map.of("FXPROF_CLOCK", "tsc", "FXPROF_SEGMENTS",
                segments.toString(), "FXPROF_LOG", segments.resolve("agent.log").toString(),
                "FXPROF_RING_SLOTS",
                RING_SLOTS, "WINEPREFIX", host.resolve("prefix").toString(), "WINEDEBUG", "-all"));
        String answer = out.lines().filter(line -> line.startsWith(ANSWER)).findFirst()
                .map(line -> line.substring(ANSWER.length()).strip()).orElse("it gave no answer");
        if (!answer.startsWith("{")) {
            throw new BenchFailure(BenchFailure.ENVIRONMENT, "the host failed: " + answer);
        }
        if (agentLog(segments).contains("the system's clock is used instead")) {
            throw new BenchFailure(BenchFailure.ENVIRONMENT, "the counters of this machine's cores "
                    + "differ, so the agent's hooks cannot be compared with two readings of one");
        }
        return JsonMapper.shared().readTree(answer);
    }

    private static String agentLog(Path segments) {
        try {
            return Files.readString(segments.resolve("agent.log"));
        } catch (IOException e) {
            throw new BenchFailure(BenchFailure.ENVIRONMENT,
                    "the agent left no log: " + e.getMessage());
        }
    }

    /** What each way to hook adds to a call; over is beyond the two readings that a span needs. */
    private static Map<String, Double> figures(JsonNode cost) {
        double reads = added(cost.path("twoReads"));
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> row : cost.properties()) {
            double added = added(row.getValue());
            figures.put(row.getKey(), added);
            figures.put(row.getKey() + "Over", added - reads);
        }
        return figures;
    }

    private static double added(JsonNode pair) {
        return pair.get(1).asDouble() - pair.get(0).asDouble();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

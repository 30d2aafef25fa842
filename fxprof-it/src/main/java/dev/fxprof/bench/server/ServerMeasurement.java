package dev.fxprof.bench.server;

import dev.fxprof.bench.run.BenchFailure;
import dev.fxprof.bench.run.ChildProcess;
import dev.fxprof.bench.run.Depth;
import dev.fxprof.bench.run.Measurement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an entry into a script costs more while somebody records. Four servers run side by side, one for
 * each {@link Way}; in turns each gets {@value #RATE} net events a second for a block, and the others
 * rest. What counts is the processor time of the main thread a tick, hand-over and writing included, but
 * not what the sample scripts burn on purpose.
 */
public final class ServerMeasurement implements Measurement {
    /** Name of the only one. */
    public static final String NAME = "server";

    private static final int RATE = 1000;
    private static final int SETTLE_MILLIS = 200;
    /** The collector writes once in 20 or 21 ticks; a block holds two of these, and seldom more. */
    private static final int COUNTED_MILLIS = 2100;
    private static final double BLOCK_SECONDS = (SETTLE_MILLIS + COUNTED_MILLIS) / 1000.0;
    private static final double START_SECONDS = 4;
    private static final double TICK_NANOS = 50e6;
    private static final double ENTRIES_A_TICK = RATE / 20.0;

    private static final Set<Way> ALL = EnumSet.allOf(Way.class);
    private static final Set<Way> COMPARED = EnumSet.of(Way.PLAIN, Way.OVERLAY);
    /** One round in so many has all ways: the others cost far more, and need no fine figure. */
    private static final int WHOLE_ROUND = 4;

    private final Path home;

    /**
     * A measurement.
     *
     * @param home the project's folder
     */
    public ServerMeasurement(Path home) {
        this.home = home;
    }

    /**
     * Compiles the stand-in server.
     *
     * @param home the project's folder
     * @return what is missing, or an empty string
     */
    public static String missing(Path home) {
        try {
            StandIn.build(home);
            return "";
        } catch (ChildProcess.Failed e) {
            return "the stand-in server needs make, g++, liblua5.4-dev and libcurl4-openssl-dev: "
                    + e.getMessage();
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double seconds(Depth depth) {
        int ways = Way.values().length;
        int rounds = rounds(depth);
        int whole = (rounds + WHOLE_ROUND - 1) / WHOLE_ROUND;
        return START_SECONDS + (whole * ways + (rounds - whole) * 2) * BLOCK_SECONDS;
    }

    /** The first one is not counted: what starts is in it. */
    private static int rounds(Depth depth) {
        return 2 * (depth.iterations() - 1);
    }

    @Override
    public Map<String, Double> fork(Depth depth) {
        Path data = StandIn.data(home);
        try {
            return measure(data, depth);
        } finally {
            delete(data);
        }
    }

    private Map<String, Double> measure(Path data, Depth depth) {
        Path overlay = data.resolve("fxprof-citizen");
        install(data);
        Map<Way, StandIn> servers = new EnumMap<>(Way.class);
        try {
            for (Way way : Way.values()) {
                servers.put(way, StandIn.start(home, data, way.settings(overlay)));
            }
            Blocks blocks = new Blocks();
            for (int round = 0; round < rounds(depth); round++) {
                Map<Way, StandIn.Busy> busy = new EnumMap<>(Way.class);
                for (Way way : round % WHOLE_ROUND == 0 ? ALL : COMPARED) {
                    busy.put(way, block(way, servers.get(way)));
                }
                if (round > 0) {
                    blocks.add(busy);
                }
            }
            return figures(blocks);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure(BenchFailure.ENVIRONMENT, "interrupted");
        } finally {
            servers.values().forEach(StandIn::close);
        }
    }

    private static StandIn.Busy block(Way way, StandIn server) throws InterruptedException {
        way.begin(server);
        server.say("standin_load counted:event " + RATE + " [\"hello\", 12]");
        Thread.sleep(SETTLE_MILLIS);
        StandIn.Busy before = server.busy();
        Thread.sleep(COUNTED_MILLIS);
        StandIn.Busy busy = server.busy().since(before);
        server.say("standin_load counted:event 0");
        way.end(server);
        return busy;
    }

    private static Map<String, Double> figures(Blocks blocks) {
        Blocks.Interval overlay = blocks.added(Way.OVERLAY);
        double plain = blocks.plain();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("entryNanos", overlay.middle());
        figures.put("entryHighNanos", overlay.high());
        figures.put("budgetPercent", overlay.high() * ENTRIES_A_TICK / TICK_NANOS * 100);
        figures.put("busyPercent", overlay.middle() / plain * 100);
        figures.put("plainEntryNanos", plain);
        figures.put("profiler", blocks.added(Way.PROFILER).middle());
        figures.put("lmprof", blocks.added(Way.LMPROF).middle());
        return figures;
    }

    private void install(Path data) {
        try {
            ChildProcess.run(List.of(home.resolve("fxprof").toString(), "hooks", "install",
                    "--server", StandIn.artifact(home).toString(), "--data", data.toString()),
                    Map.of("FXPROF_JAVA_HOME", System.getProperty("java.home")));
        } catch (ChildProcess.Failed e) {
            throw new BenchFailure(BenchFailure.ENVIRONMENT,
                    "fxprof hooks install failed: " + e.getMessage());
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

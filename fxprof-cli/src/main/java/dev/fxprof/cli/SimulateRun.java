package dev.fxprof.cli;

import dev.fxprof.api.Clock;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import dev.fxprof.export.report.SpanStatistics;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;
import dev.fxprof.simulator.Simulation;
import dev.fxprof.simulator.SimulationConfig;
import dev.fxprof.simulator.overhead.StepCosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** One run of the simulated server, from the first tick to the printed result. */
final class SimulateRun {
    private static final long MEMORY_CHECK_SECONDS = 600;
    private static final int PAIRS = 12;

    private final SimulateOptions options;
    private final SimulationConfig config;
    private final RecordingOptions setup;
    private final Path out;
    private final long ticks;
    private final MemoryWatch memory = new MemoryWatch();

    SimulateRun(SimulateOptions options, SimulationConfig config, RecordingOptions setup,
            Path out) {
        this.options = options;
        this.config = config;
        this.setup = setup;
        this.out = out;
        this.ticks = options.duration.ticks(options.tickRate);
    }

    void run() throws IOException {
        warmUp();
        SiteTable sites = Recording.newSites();
        SpanStatistics statistics = new SpanStatistics(sites, ticks,
                options.hitchMillis * 1_000_000L);
        List<SpanSink> sinks = new ArrayList<>(List.of(statistics));
        TraceWriter writer = out == null ? null : openTrace(sites);
        if (writer != null) {
            sinks.add(writer);
        }
        SimulationResult result;
        try (FanOut sink = new FanOut(sinks)) {
            result = simulate(start(sites, sink));
        }
        result.print(statistics.report(), writer == null ? List.of() : writer.files(),
                spanNanos());
    }

    /** Runs another server of the same kind for a while; nothing is written if it cannot start. */
    private void warmUp() throws IOException {
        SiteTable sites = Recording.newSites();
        try (Recording recording = start(sites, new FanOut(List.of(new SpanStatistics(sites, 0))));
                Simulation simulation = Simulation.start(config, recording.recorder(),
                        recording.control(), sites, line -> {
                        });
                Progress progress = new Progress("warming up", options.warmup)) {
            if (simulation.resourcesRunning() == 0) {
                throw new CommandFailure(CommandFailure.INPUT, "no resource could be started: "
                        + new TreeMap<>(simulation.failedResources()).firstEntry().getValue());
            }
            for (int tick = 0; tick < options.warmup; tick++) {
                simulation.tick();
                recording.awaitRoom();
                progress.at(tick + 1L);
            }
        }
    }

    private Recording start(SiteTable sites, SpanSink sink) throws IOException {
        return Recording.start(sites, "svMain", setup, Clock.NANO_TIME, sink);
    }

    private TraceWriter openTrace(SiteTable sites) throws IOException {
        TraceTarget target = new TraceTarget(out, sites, "fxprof simulated server",
                options.maxTraceSize == null ? 0 : options.maxTraceSize, !options.noTraceIds);
        for (TraceWriterFactory factory : ServiceLoader.load(TraceWriterFactory.class)) {
            if (options.trace.contains(factory.format())) {
                return factory.open(target);
            }
        }
        throw new IllegalStateException("no writer for " + options.trace);
    }

    /** What one recorded span costs here and now, with other work around it. */
    private double spanNanos() throws IOException {
        try (StepCosts steps = new StepCosts(setup)) {
            return steps.spanInPlaceNanos(PAIRS).mean();
        }
    }

    private SimulationResult simulate(Recording recording) throws IOException {
        try (recording;
                Simulation simulation = Simulation.start(config, recording.recorder(),
                        recording.control(), recording.sites(), this::log);
                Progress progress = new Progress("simulating", ticks)) {
            long started = System.nanoTime();
            for (long tick = 0; tick < ticks; tick++) {
                simulation.tick();
                progress.at(tick + 1);
                recording.awaitRoom();
                recording.failure().ifPresent(e -> {
                    throw new CommandFailure(CommandFailure.ENVIRONMENT, e.getMessage());
                });
                if (options.realtime) {
                    pace(started, tick + 1);
                }
                if (tick + 1 == MEMORY_CHECK_SECONDS * options.tickRate && tick + 1 < ticks) {
                    memory.markEarly();
                }
            }
            memory.markEnd();
            recording.close();
            recording.failure().ifPresent(e -> {
                throw new CommandFailure(CommandFailure.ENVIRONMENT, e.getMessage());
            });
            return new SimulationResult(options, simulation, recording, memory,
                    System.nanoTime() - started);
        }
    }

    private void pace(long started, long done) {
        long due = started + done * 1_000_000_000L / options.tickRate;
        long wait;
        while ((wait = due - System.nanoTime()) > 0) {
            LockSupport.parkNanos(wait);
        }
    }

    private void log(String line) {
        if (options.log || !line.startsWith("[script:")) {
            System.err.println(Terminal.safe(line));
        }
    }
}

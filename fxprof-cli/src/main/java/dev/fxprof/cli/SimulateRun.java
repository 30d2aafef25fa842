package dev.fxprof.cli;

import dev.fxprof.api.FanOut;
import dev.fxprof.api.CaptureExports;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import dev.fxprof.api.StreamControl;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.report.SpanStatistics;
import dev.fxprof.export.report.StatisticsOptions;
import dev.fxprof.ringbuffer.LiveSampler;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;
import dev.fxprof.simulator.ServerStorage;
import dev.fxprof.simulator.Simulation;
import dev.fxprof.simulator.SimulationConfig;
import dev.fxprof.simulator.overhead.StepCosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** One run of the simulated server, from the first tick to the printed result. */
final class SimulateRun {
    private static final ServerTime DURATION = new ServerTime(1200, 't');
    private static final long MEMORY_CHECK_SECONDS = 600;
    private static final StreamControl NO_STREAM = StreamControl
            .refusing("fxprof simulate streams nothing; fxprof serve --simulate does");
    private static final int PAIRS = 12;
    /** Nothing is compiled well without a warm-up, so that more pairs would tell no more. */
    private static final int PAIRS_COLD = 2;

    private final SimulateOptions options;
    private final SimulationConfig config;
    private final RecordingOptions setup;
    private final Path out;
    private final long ticks;
    private final ServerStorage storage;
    private final MemoryWatch memory = new MemoryWatch();
    private CaptureExports exports = CaptureExports
            .refusing("this run writes no capture (--trace none)");

    SimulateRun(SimulateOptions options, SimulationConfig config, RecordingOptions setup,
            Path out, ServerStorage storage) {
        this.options = options;
        this.config = config;
        this.setup = setup;
        this.out = out;
        this.storage = storage;
        this.ticks = options.duration(DURATION).ticks(options.tickRate);
    }

    void run() throws IOException {
        warmUp();
        Recording recording = Recording.open(setup);
        SiteTable sites = recording.sites();
        SpanStatistics statistics = new SpanStatistics(sites,
                new StatisticsOptions(ticks).withTimes(options.hitchMillis * 1_000_000L,
                        1_000_000_000L / options.tickRate));
        List<SpanSink> sinks = new ArrayList<>(List.of(statistics));
        Map<String, TraceWriter> writers = out == null
                ? Map.of()
                : TraceFormats.open(options, out, sites);
        sinks.addAll(writers.values());
        if (options.overheadBudget != null) {
            sinks.add(new BudgetLog(sites, this::log));
        }
        Optional<ExportQueue> queue = exports(writers);
        SimulationResult result;
        try (FanOut sink = new FanOut(sinks)) {
            recording.start(sink);
            result = simulate(recording);
        }
        List<TraceFormats.Output> files = new ArrayList<>(TraceFormats.files(writers));
        // What still waits is made from the whole capture.
        queue.ifPresent(exported -> files.addAll(exported.finish()));
        result.print(statistics.report(), files, spanNanos());
    }

    /** Takes what scripts want to have exported, unless this run has nothing for them. */
    private Optional<ExportQueue> exports(Map<String, TraceWriter> writers) throws IOException {
        if (options.maxTraceSize != null) {
            exports = CaptureExports
                    .refusing("the capture of this run is in several files (--max-trace-size)");
        }
        if (writers.isEmpty() || options.maxTraceSize != null) {
            return Optional.empty();
        }
        ExportQueue queue = new ExportQueue(out, TraceFormats.files(writers), options.flushMillis,
                this::log);
        exports = queue;
        return Optional.of(queue);
    }

    /** Runs the server with its spans in a segment; others record them. */
    void publish() throws IOException {
        exports = CaptureExports.refusing("another process records this run (--segment)");
        PublishedRun published = new PublishedRun(options, setup);
        warmUp();
        Recording recording = published.open();
        TickTimes times = new TickTimes();
        try (recording; Simulation simulation = start(recording)) {
            tick(recording, simulation, times);
            simulation.finish();
        }
        published.end(recording, times);
    }

    /**
     * Runs another server of the same kind for a while; nothing is written if it cannot start. What
     * it keeps is there for the next, unless it runs for no tick.
     */
    private void warmUp() throws IOException {
        if (options.warmup > 0) {
            warmUp(storage);
            return;
        }
        try (ServerStorage other = storage.another()) {
            warmUp(other);
        }
    }

    private void warmUp(ServerStorage kept) throws IOException {
        try (Recording recording = Recording.open(setup);
                Simulation simulation = Simulation.start(config, recording,
                        new ScriptControl(recording.control(), (resource, format, file) -> {
                        }, NO_STREAM), recording.sites(), line -> {
                        }, kept);
                Progress progress = new Progress("warming up", options.warmup)) {
            recording.start(new FanOut(List.of(new SpanStatistics(recording.sites(), 0))));
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

    /** What one recorded span costs here and now, with other work around it. */
    private double spanNanos() throws IOException {
        try (StepCosts steps = new StepCosts(setup)) {
            return steps.spanInPlaceNanos(options.warmup == 0 ? PAIRS_COLD : PAIRS).mean();
        }
    }

    private SimulationResult simulate(Recording recording) throws IOException {
        LiveSampler sampler = options.sampleRate == 0
                ? null
                : recording.sampleLive(options.sampleRate);
        try (recording; Simulation simulation = start(recording)) {
            long started = System.nanoTime();
            tick(recording, simulation, new TickTimes());
            simulation.finish();
            memory.markEnd();
            recording.close();
            recording.failure().ifPresent(e -> {
                throw new CommandFailure(CommandFailure.ENVIRONMENT, e.getMessage());
            });
            return new SimulationResult(options, simulation, recording, memory, sampler,
                    System.nanoTime() - started);
        }
    }

    private Simulation start(Recording recording) throws IOException {
        return Simulation.start(config, recording,
                new ScriptControl(recording.control(), exports, NO_STREAM), recording.sites(),
                this::log,
                storage);
    }

    private void tick(Recording recording, Simulation simulation, TickTimes times) {
        long started = System.nanoTime();
        try (Progress progress = new Progress("simulating", ticks)) {
            for (long tick = 0; tick < ticks; tick++) {
                simulation.tick();
                times.add(simulation.lastTickNanos());
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

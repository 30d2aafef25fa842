package dev.fxprof.cli;

import dev.fxprof.export.report.Report;
import dev.fxprof.export.report.SpanStatistics;
import dev.fxprof.ringbuffer.RecordingOptions;
import dev.fxprof.simulator.SimulationConfig;
import dev.fxprof.simulator.overhead.FrameCost;
import dev.fxprof.simulator.overhead.FrameMeasurement;
import dev.fxprof.simulator.overhead.StepCosts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Measures what the profiler costs and prints it beside the published figures. */
final class OverheadCommand {
    private static final double HALF_WIDTH = 0.3;
    private static final int PAIRS = 80;

    private final SimulateOptions options;
    private final SimulationConfig config;
    private final RecordingOptions setup;

    OverheadCommand(SimulateOptions options, SimulationConfig config, RecordingOptions setup) {
        this.options = options;
        this.config = config;
        this.setup = setup;
    }

    void run() throws IOException {

        OverheadFigures figures = new OverheadFigures();
        steps(figures);
        ticks(figures);
        if (options.json) {
            System.out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter()
                    .writeValueAsString(figures.json(options)));
        } else {
            System.out.print(figures.text(options));
        }
    }

    private void steps(OverheadFigures figures) throws IOException {
        try (StepCosts steps = new StepCosts(setup)) {
            figures.spanNanos = steps.spanNanos();
            figures.spanInPlace = steps.spanInPlaceNanos(PAIRS);
            figures.allocatedBytesPerSpan = steps.allocatedBytesPerSpan();
            figures.luaCall = steps.luaCallNanos();
            figures.nativeCall = steps.nativeCallNanos(options.nativeCost, options.seed);
            figures.idlePercent = steps.idlePercent();
        }
    }

    private void ticks(OverheadFigures figures) throws IOException {
        List<SpanStatistics> statistics = new ArrayList<>();
        long seconds = options.overheadSeconds;
        FrameCost cost;
        try (FrameMeasurement measurement = new FrameMeasurement(config, setup, sites -> {
            SpanStatistics sink = new SpanStatistics(sites, 0);
            statistics.add(sink);
            return sink;
        }); Progress progress = new Progress("measuring (s)", seconds)) {
            cost = measurement.run(HALF_WIDTH, seconds * 1_000_000_000L,
                    nanos -> progress.at(Math.min(seconds, nanos / 1_000_000_000L)));
            figures.memoryBytes = measurement.recordingBytes() + statistics.getFirst().bytes();
            figures.dropped = measurement.dropped();
            figures.resources = measurement.simulation().resourcesRunning();
            figures.failedResources = measurement.simulation().failedResources();
            figures.ticks = measurement.simulation().ticks();
        }
        Report report = statistics.getFirst().report();
        figures.frame = cost;
        figures.report = report;
        figures.slicesPerTick = (double) report.slices() / report.ticks();
        figures.luaPercent = report.luaPercent();
        figures.nativePercent = report.nativePercent();
    }
}

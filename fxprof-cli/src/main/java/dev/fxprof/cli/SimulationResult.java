package dev.fxprof.cli;

import dev.fxprof.export.report.Report;
import dev.fxprof.export.report.ReportJson;
import dev.fxprof.export.report.ReportText;
import dev.fxprof.ringbuffer.LiveSampler;
import dev.fxprof.ringbuffer.RecordCounts;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.simulator.Simulation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a run is worth telling, as tables or as JSON. */
final class SimulationResult {
    private static final int RESOURCES_SHOWN = 15;
    private static final int SAMPLES_SHOWN = 10;

    private final SimulateOptions options;
    private final Simulation simulation;
    private final Recording recording;
    private final MemoryWatch memory;
    private final LiveSampler sampler;
    private final long wallNanos;

    /** {@code sampler} is null where no samples were taken. */
    SimulationResult(SimulateOptions options, Simulation simulation, Recording recording,
            MemoryWatch memory, LiveSampler sampler, long wallNanos) {
        this.options = options;
        this.simulation = simulation;
        this.recording = recording;
        this.memory = memory;
        this.sampler = sampler;
        this.wallNanos = wallNanos;
    }

    /** Prints the result; {@code spanNanos} is what one recorded span costs on this machine. */
    void print(Report report, List<TraceFormats.Output> files, double spanNanos) {
        if (options.json) {
            System.out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter()
                    .writeValueAsString(json(report, files, spanNanos)));
        } else {
            System.out.print(Terminal.safe(text(report, files, spanNanos)));
        }
    }

    private ObjectNode json(Report report, List<TraceFormats.Output> files, double spanNanos) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        head(root, options, simulation.resourcesRunning(), simulation.failedResources(),
                simulation.ticks());
        ReportJson.fill(root, report);
        RecordCounts counts = recording.counts();
        root.put("offered", counts.offered()).put("written", counts.written())
                .put("dropped", counts.dropped());
        root.putObject("droppedByReason").put("ringFull", counts.droppedFull())
                .put("treeTooLarge", counts.droppedTree())
                .put("drainKilled", counts.droppedDrain());
        root.putObject("clock").put("source", clockName()).put("errorNanos",
                recording.clockErrorNanos());
        root.put("wallNanos", wallNanos).put("scriptErrors", simulation.scriptErrors())
                .put("unhandledNetEvents", simulation.unhandledNetEvents())
                .put("luaPercent", report.luaPercent()).put("nativePercent", report.nativePercent())
                .put("spansPerTick", report.spansPerTick()).put("depthMax", report.depthMax());
        root.putObject("ringWaits").put("count", recording.waits()).put("nanos",
                recording.waitedNanos());
        root.putObject("profilerCost").put("spanInPlaceNanos", spanNanos)
                .put("tickPercent", costPercent(report, spanNanos))
                .put("ringHighWater", recording.highWater()).put("ringSlots", options.ringSlots);
        recording.overhead().ifPresent(state -> root.putObject("overheadBudget")
                .put("percent", state.budgetPercent())
                .put("estimatedPercent", state.estimatedPercent()).put("met", state.isMet())
                .put("steps", state.steps()).put("sampledSites", state.sampledSites())
                .put("notCountedSites", state.notCountedSites())
                .put("recordedNanos", state.cost().recordedNanos())
                .put("leftOutNanos", state.cost().leftOutNanos()));
        ObjectNode natives = root.putObject("unmodelledNatives");
        new TreeMap<>(simulation.unmodelledNatives()).forEach(natives::put);
        simulation.database().ifPresent(database -> root.put("database", database));
        ArrayNode tables = root.putArray("sqlFiles");
        simulation.loadedTables().forEach(file -> tables.addObject().put("file", file.file())
                .put("statements", file.statements()).put("refused", file.refused()));
        ArrayNode refused = root.putArray("refusedStatements");
        simulation.refusedStatements().forEach(statement -> refused.addObject()
                .put("resource", statement.resource()).put("where", statement.where())
                .put("statement", statement.statement()).put("reason", statement.reason())
                .put("count", statement.count()));
        if (memory.isComplete()) {
            root.putObject("memory").put("afterTenMinutesMegabytes", memory.earlyMegabytes())
                    .put("endMegabytes", memory.endMegabytes());
        }
        if (sampler != null) {
            new SampleTable(sampler).fill(root.putObject("sampling"));
        }
        simulation.asyncWorkers().ifPresent(
                workers -> new AsyncTable(workers, simulation)
                        .fill(root.putObject("async")));
        ArrayNode list = root.putArray("files");
        files.forEach(file -> list.addObject().put("path", file.path().toString()).put("format",
                file.format()));
        return root;
    }

    private String clockName() {
        return options.clock.resolve().name().toLowerCase(Locale.ROOT);
    }

    private static String reasons(RecordCounts counts) {
        if (counts.dropped() == 0) {
            return "";
        }
        return String.format(Locale.ROOT, " (ring full %,d, tree too large %,d, drain killed %,d)",
                counts.droppedFull(), counts.droppedTree(), counts.droppedDrain());
    }

    /** The fields that every object of this verb begins with. */
    static void head(ObjectNode root, SimulateOptions options, long resources,
            Map<String, String> failedResources, long ticks) {
        root.put("schema", "fxprof/simulate/1").put("players", options.players).put("resources",
                resources);
        ArrayNode failed = root.putArray("failedResources");
        new TreeMap<>(failedResources).forEach((name, reason) -> failed.addObject()
                .put("resource", name).put("reason", reason));
        root.put("ticks", ticks).put("seed", options.seed).put("engine",
                options.engine().toString());
    }

    private static double costPercent(Report report, double spanNanos) {
        double tickNanos = (double) report.tick().meanNanos() * report.ticks();
        return tickNanos == 0 ? 0 : report.slices() * spanNanos / tickNanos * 100;
    }

    private String text(Report report, List<TraceFormats.Output> files, double spanNanos) {
        StringBuilder text = new StringBuilder(ReportText.render(report, RESOURCES_SHOWN));
        text.append(String.format(Locale.ROOT,
                "%n%d players, %d resources, %d ticks in %.1f s on %s; %.0f spans a tick, %.0f %% of the "
                        + "tick is Lua, %.0f %% natives%n",
                options.players, simulation.resourcesRunning(), simulation.ticks(), wallNanos / 1e9,
                options.engine(),
                report.spansPerTick(), report.luaPercent(), report.nativePercent()));
        RecordCounts counts = recording.counts();
        text.append(String.format(Locale.ROOT,
                "recorded: %,d records offered = %,d written + %,d dropped%s%n", counts.offered(),
                counts.written(), counts.dropped(), reasons(counts)));
        text.append(String.format(Locale.ROOT, "clock: %s%s%n", clockName(),
                recording.clockErrorNanos() == 0
                        ? ""
                        : ", within " + recording.clockErrorNanos() + " ns of the machine's"));
        text.append(String.format(Locale.ROOT,
                "profiler: about %.2f %% of the tick (%.0f ns a slice, measured after the run); "
                        + "at most %.0f %% of the ring in use%n",
                costPercent(report, spanNanos), spanNanos,
                100.0 * recording.highWater() / options.ringSlots));
        recording.overhead().ifPresent(state -> text.append(String.format(Locale.ROOT,
                "overhead budget: %.2f %% of the tick, estimated %.2f %%%s; %d functions and "
                        + "natives recorded in part, %d not counted%n",
                state.budgetPercent(), state.estimatedPercent(),
                state.isMet() ? "" : ", which cannot be met even so", state.sampledSites(),
                state.notCountedSites())));
        if (recording.waits() > 0) {
            text.append(String.format(Locale.ROOT,
                    "between ticks the run waited %d times for the drain, %.0f ms in all%n",
                    recording.waits(), recording.waitedNanos() / 1e6));
        }
        if (sampler != null) {
            text.append(new SampleTable(sampler).text(SAMPLES_SHOWN));
        }
        if (memory.isComplete()) {
            text.append(String.format(Locale.ROOT,
                    "memory: %.1f MB after ten minutes, %.1f MB at the end%n",
                    memory.earlyMegabytes(), memory.endMegabytes()));
        }
        if (simulation.unhandledNetEvents() > 0) {
            text.append(simulation.unhandledNetEvents())
                    .append(" net events of the clients were registered by no resource\n");
        }
        if (!simulation.unmodelledNatives().isEmpty()) {
            text.append("natives without a model: ")
                    .append(new TreeMap<>(simulation.unmodelledNatives())).append('\n');
        }
        simulation.database().ifPresent(
                database -> text.append("database: ").append(database).append('\n'));
        simulation.loadedTables().forEach(file -> text.append("  loaded ").append(file.file())
                .append(": ").append(file.statements()).append(" statements, ")
                .append(file.refused()).append(" refused\n"));
        simulation.refusedStatements()
                .forEach(statement -> text.append(statement).append('\n'));
        simulation.asyncWorkers().ifPresent(workers -> text
                .append(new AsyncTable(workers, simulation).text()));
        if (simulation.scriptErrors() > 0) {
            text.append(simulation.scriptErrors()).append(" script errors\n");
        }
        new TreeMap<>(simulation.failedResources()).forEach((name, reason) -> text
                .append("did not run: ").append(name).append(": ").append(reason).append('\n'));
        text.append("structure ").append(report.structureHash()).append('\n');
        for (TraceFormats.Output file : files) {
            text.append("trace: ").append(file.path()).append(" (open it in ")
                    .append(file.viewers()).append(")\n");
        }
        return text.toString();
    }
}

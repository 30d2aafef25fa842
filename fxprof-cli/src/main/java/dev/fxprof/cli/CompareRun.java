package dev.fxprof.cli;

import dev.fxprof.api.FanOut;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import dev.fxprof.export.diff.Comparison;
import dev.fxprof.export.diff.RecordedTicks;
import dev.fxprof.export.diff.TickComparison;
import dev.fxprof.export.flamegraph.StackTotals;
import dev.fxprof.ringbuffer.RecordingOptions;
import dev.fxprof.simulator.RecordedServer;
import dev.fxprof.simulator.ServerStorage;
import dev.fxprof.simulator.SimulationConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two servers, from before and after a change, that run the same ticks side by side. Within a block they
 * take turns tick by tick, each going first as often as the other, so that what the machine does hits
 * both. Each block starts both of them anew: a function can be some percent slower or faster for as long
 * as its server lives, presumably by where its objects lie in memory, and only another start draws again.
 */
final class CompareRun {
    /** Ticks of a fresh server in which it still settles. */
    private static final int SETTLE = 10;

    private final SimulateOptions options;
    private final RecordingOptions setup;
    private final Side before;
    private final Side after;
    private final int ticks;

    CompareRun(SimulateOptions options, RecordingOptions setup, List<SimulationConfig> configs,
            List<ServerStorage> storages) {
        this.options = options;
        this.setup = setup;
        before = new Side(configs.getFirst(), storages.getFirst());
        after = new Side(configs.getLast(), storages.getLast());
        ticks = Math.toIntExact(Math.min(Integer.MAX_VALUE,
                options.duration(CompareOptions.DURATION).ticks(options.tickRate)));
    }

    /** One of the two servers, which is started many times. */
    private final class Side {
        final SimulationConfig config;
        final ServerStorage storage;
        final List<RecordedTicks> blocks = new ArrayList<>();
        final Map<String, String> failed = new LinkedHashMap<>();
        StackTotals stacks;
        long dropped;
        long scriptErrors;
        RecordedServer server;

        Side(SimulationConfig config, ServerStorage storage) {
            this.config = config;
            this.storage = storage;
        }

        void start(boolean kept) throws IOException {
            RecordedTicks recorded = RecordedTicks.oneOf(2 * options.compare.blocks);
            server = new RecordedServer(config, setup, sites -> sink(recorded, sites, kept),
                    storage, line -> {
                    });
            if (kept) {
                blocks.add(recorded);
            }
            if (server.simulation().resourcesRunning() == 0) {
                throw new CommandFailure(CommandFailure.INPUT, "no resource of "
                        + config.resources().orElseThrow() + " could be started: "
                        + new TreeMap<>(server.simulation().failedResources()).firstEntry()
                                .getValue());
            }
        }

        private SpanSink sink(RecordedTicks recorded, SiteTable sites, boolean kept) {
            SpanSink sink = recorded.sink(sites);
            if (!kept || stacks != null || !options.compare.output.wantsPage()) {
                return sink;
            }
            stacks = new StackTotals(sites);
            return new FanOut(List.of(sink, stacks));
        }

        void stop() {
            failed.putAll(server.simulation().failedResources());
            scriptErrors += server.simulation().scriptErrors();
            server.close();
            server.recording().failure().ifPresent(e -> {
                throw new CommandFailure(CommandFailure.ENVIRONMENT, e.getMessage());
            });
            dropped += server.recording().counts().dropped();
            if (!blocks.isEmpty()) {
                blocks.getLast().dropFirst(Math.min(SETTLE, ticks / 2));
            }
            server = null;
        }

        void closeQuietly() {
            if (server != null) {
                server.close();
            }
        }
    }

    int run(Optional<OutputFile> page) throws IOException {
        int blocks = options.compare.blocks;
        try (Progress progress = new Progress("comparing",
                options.warmup + (long) blocks * ticks)) {
            if (options.warmup > 0) {
                block(0, options.warmup, false, progress);
            }
            for (int block = 0; block < blocks; block++) {
                System.gc();
                block(block, ticks, true, progress);
            }
        } finally {
            before.closeQuietly();
            after.closeQuietly();
        }
        Comparison comparison = TickComparison.blocks(before.blocks, after.blocks,
                options.compare.output.minEffect);
        return options.compare.output.print(noted(comparison), page,
                new DiffOutput.Stacks(before.stacks, after.stacks), options.json, this::more);
    }

    private void block(int number, int length, boolean kept, Progress progress)
            throws IOException {
        boolean swapped = number % 2 == 1;
        Side first = swapped ? after : before;
        Side second = swapped ? before : after;
        first.start(kept);
        second.start(kept);
        long done = kept ? options.warmup + (long) number * length : 0;
        for (int tick = 0; tick < length; tick++) {
            // Each goes first as often as the other: ABBA.
            boolean turned = (tick + 1) / 2 % 2 == 1;
            (turned ? second : first).server.run(1, true);
            (turned ? first : second).server.run(1, true);
            progress.at(done + tick + 1);
        }
        first.stop();
        second.stop();
    }

    private Comparison noted(Comparison comparison) {
        List<String> notes = new ArrayList<>(comparison.notes());
        for (Side side : List.of(before, after)) {
            String folder = side.config.resources().orElseThrow().toString();
            side.failed.forEach((name, reason) -> notes.add(
                    "In " + folder + " " + name + " did not run: " + reason + "."));
            if (side.dropped > 0) {
                notes.add(side.dropped + " records of " + folder + " were lost.");
            }
            if (side.scriptErrors > 0) {
                notes.add("Scripts of " + folder + " raised " + side.scriptErrors + " errors.");
            }
        }
        return comparison.withNotes(notes);
    }

    private void more(ObjectNode root) {
        root.put("blocks", options.compare.blocks).put("ticksPerBlock", ticks)
                .put("seed", options.seed).put("players", options.players)
                .put("engine", before.config.engine().toString());
        ArrayNode failed = root.putArray("failedResources");
        for (Side side : List.of(before, after)) {
            side.failed.forEach((name, reason) -> failed.addObject().put("resource", name)
                    .put("reason", reason).put("folder",
                            side.config.resources().orElseThrow().toString()));
        }
    }
}

package dev.fxprof.cli;

import dev.fxprof.ringbuffer.RecordingOptions;
import dev.fxprof.simulator.Latency;
import dev.fxprof.simulator.ServerStorage;
import dev.fxprof.simulator.Simulation;
import dev.fxprof.simulator.SimulationConfig;
import dev.fxprof.simulator.sql.SqlDatabase;
import dev.fxprof.simulator.sql.SqlServer;
import dev.fxprof.simulator.sql.SqlServers;
import dev.fxprof.simulator.sql.SqlUnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the simulated server under the profiler. */
@Command(name = "simulate", description = "Runs a simulated FiveM server - 64 players on 52 Lua "
        + "resources, or resources of your own - under the profiler.")
final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_BLOCKS = 1000;

    @Mixin
    private SimulateOptions options;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        if (options.isComparison()) {
            return compare();
        }
        if (options.compare.output.isUsed()) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--markdown and --html belong to --compare");
        }
        SimulationConfig config = config(options.resources, "--resources");
        RecordingOptions recording = recording();
        if (options.overhead) {
            new OverheadCommand(options, config, recording).run();
            return 0;
        }
        try (SqlServer sql = sql(); ServerStorage storage = new ServerStorage(Optional.of(sql))) {
            if (options.segment != null) {
                new SimulateRun(options, config, recording, null, storage).publish();
            } else {
                Path out = TraceFormats.wanted(options) ? folder(options.out) : null;
                new SimulateRun(options, config, recording, out, storage).run();
            }
        }
        return 0;
    }

    private int compare() throws IOException {
        boolean other = options.resources != null || options.overhead || options.realtime
                || options.segment != null || options.sampleRate > 0
                || options.profile() == Profile.OFF;
        if (other) {
            throw new CommandFailure(CommandFailure.INPUT, "--compare cannot be combined with "
                    + "--resources, --overhead, --realtime, --segment, --sample-rate or "
                    + "--profile off");
        }
        if (options.compare.blocks < 1 || options.compare.blocks > MOST_BLOCKS) {
            throw new CommandFailure(CommandFailure.INPUT, "--blocks must be from 1 to "
                    + MOST_BLOCKS + ", got " + options.compare.blocks);
        }
        List<SimulationConfig> configs = new ArrayList<>();
        for (Path folder : options.compare.folders) {
            configs.add(config(folder, "--compare"));
        }
        Optional<OutputFile> page = options.compare.output.file(options.json,
                options.compare.folders.getFirst());
        try (SqlServer sql = sql();
                ServerStorage before = new ServerStorage(Optional.of(sql));
                ServerStorage after = new ServerStorage(Optional.of(sql))) {
            return new CompareRun(options, recording(), configs, List.of(before, after))
                    .run(page);
        }
    }

    /** With an address that was given, the database must be there; so that is tried first. */
    private SqlServer sql() {
        SqlServer sql;
        try {
            sql = SqlServers.of(Optional.ofNullable(options.mysql));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.INPUT, "--mysql: " + e.getMessage());
        }
        if (options.mysql != null) {
            try (SqlDatabase tried = sql.open()) {
                System.err.println("fxprof: " + Terminal.safe(tried.description()));
            } catch (SqlUnavailableException | SQLException e) {
                throw new CommandFailure(CommandFailure.ENVIRONMENT,
                        "--mysql: " + e.getMessage());
            }
        }
        return sql;
    }

    private SimulationConfig config(Path from, String option) throws IOException {
        Optional<Path> resources = Optional.ofNullable(from);
        if (resources.isPresent()) {
            Path folder = resources.get();
            if (!Files.isDirectory(folder)) {
                throw new CommandFailure(CommandFailure.INPUT,
                        option + ": there is no folder " + folder);
            }
            if (!Simulation.hasResources(folder)) {
                throw new CommandFailure(CommandFailure.INPUT, option + ": " + folder
                        + " holds no resource; expected folders with a fxmanifest.lua");
            }
        }
        atLeast("--warmup", options.warmup, 0);
        atLeast("--hitch", options.hitchMillis, 1);
        atLeast("--overhead-seconds", options.overheadSeconds, 1);
        if (options.sampleRate < 0 || options.sampleRate > 10_000) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--sample-rate must be from 0 to 10000, got " + options.sampleRate);
        }
        if (options.segment != null && (options.overhead || options.sampleRate > 0)) {
            throw new CommandFailure(CommandFailure.INPUT, "--segment cannot be combined with "
                    + (options.overhead ? "--overhead" : "--sample-rate; fxprof top samples"));
        }
        if (options.segment != null && options.overheadBudget != null) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--segment cannot be combined with --overhead-budget");
        }
        TraceFormats.check(options);
        options.engine().problem().ifPresent(reason -> {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    "--engine: " + reason + "; use --engine luaj");
        });
        try {
            return new SimulationConfig(resources, options.players, options.seed, options.tickRate,
                    options.nativeCost, options.profile() == Profile.FULL, options.realtime,
                    options.scriptLimitSeconds, options.engine(),
                    file("--server-cfg", options.serverCfg), file("--scenario", options.scenario),
                    new Latency(options.sqlMillis, options.httpMillis.least(),
                            options.httpMillis.most()),
                    options.async.settings(options.realtime, options.seed, options.tickRate,
                            options.scriptLimitSeconds));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.INPUT, e.getMessage());
        }
    }

    private RecordingOptions recording() {
        options.clock.reasonAgainst().ifPresent(reason -> {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    "--clock: " + reason + "; use --clock nanotime");
        });
        try {
            return new RecordingOptions(options.profile() != Profile.OFF && !options.overhead,
                    options.ringSlots, options.flushMillis, options.batchSize,
                    options.overhead ? 1 : 1 + options.async.workers(), options.clock,
                    options.overheadBudget == null ? 0 : options.overheadBudget);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.INPUT, e.getMessage());
        }
    }

    private static Optional<Path> file(String option, Path file) {
        if (file != null && !Files.isRegularFile(file)) {
            throw new CommandFailure(CommandFailure.INPUT,
                    option + ": there is no file " + file);
        }
        return Optional.ofNullable(file);
    }

    private static void atLeast(String option, long value, long least) {
        if (value < least) {
            throw new CommandFailure(CommandFailure.INPUT,
                    option + " must be at least " + least + ", got " + value);
        }
    }

    private static Path folder(Path out) {
        try {
            Files.createDirectories(out);
            if (!Files.isWritable(out)) {
                throw new AccessDeniedException(out.toString());
            }
            return out;
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    "--out: " + out + " is a file, expected a folder");
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    "--out: the folder " + out + " cannot be written");
        }
    }
}

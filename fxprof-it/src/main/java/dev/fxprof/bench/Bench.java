package dev.fxprof.bench;

import dev.fxprof.bench.report.Machine;
import dev.fxprof.bench.report.Report;
import dev.fxprof.bench.run.Depth;
import dev.fxprof.bench.run.ForkProgress;
import dev.fxprof.bench.run.InterleavedRun;
import dev.fxprof.bench.run.Measurement;
import dev.fxprof.bench.run.NativeQueues;
import dev.fxprof.bench.run.Samples;
import dev.fxprof.bench.table.Row;
import dev.fxprof.bench.table.Table;
import dev.fxprof.bench.table.Tables;
import java.io.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of some tables. */
final class Bench {
    private final List<String> names;
    private final Depth depth;
    private final boolean indicative;
    private final Path home;

    Bench(List<String> names, Depth depth, boolean indicative, Path home) {
        this.names = names;
        this.depth = depth;
        this.indicative = indicative;
        this.home = home;
    }

    Report run(String command) {
        Machine machine = Machine.here(home);
        List<String> notes = new ArrayList<>();
        Optional<NativeQueues> queues = Optional.empty();
        if (names.stream().anyMatch(Tables::isNative)) {
            queues = NativeQueues.compile();
            if (queues.isEmpty()) {
                notes.add("the C++ queues are left out: " + NativeQueues.MISSING);
            }
        }
        try {
            List<Table> tables = Tables.of(names, queues, launcher(), home);
            Samples samples = samples(tables, notes);
            Map<String, List<Row>> rows = new LinkedHashMap<>();
            tables.forEach(table -> rows.put(table.name(), table.rows(samples, indicative)));
            return new Report(machine, command, indicative, depth.forks(), rows, notes);
        } finally {
            queues.ifPresent(NativeQueues::close);
        }
    }

    /** A configuration that several tables need is measured once. */
    private Samples samples(List<Table> tables, List<String> notes) {
        Map<String, Measurement> measurements = new LinkedHashMap<>();
        tables.forEach(table -> table.measurements()
                .forEach(measurement -> measurements.put(measurement.name(), measurement)));
        Console console = System.console();
        ForkProgress progress = new ForkProgress(System.err,
                console != null && console.isTerminal());
        InterleavedRun run = new InterleavedRun(measurements.values(), depth, progress);
        Samples samples = run.run();
        notes.addAll(run.notes());
        return samples;
    }

    private Path launcher() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return home.resolve(windows ? "fxprof.cmd" : "fxprof");
    }
}

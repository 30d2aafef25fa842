package dev.fxprof.bench.table;

import dev.fxprof.bench.run.Figure;
import dev.fxprof.bench.run.Measurement;
import dev.fxprof.bench.run.Samples;
import dev.fxprof.bench.scheduler.Contender;
import dev.fxprof.bench.scheduler.Figures;
import dev.fxprof.bench.scheduler.LoadKind;
import dev.fxprof.bench.scheduler.LuaTaskFork;
import dev.fxprof.bench.scheduler.Published;
import dev.fxprof.bench.scheduler.SchedulerFork;
import dev.fxprof.lua.engines.Engines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The published table of the scheduler, and the product's pool beside those of the JDK. */
final class SchedulerTable {
    private static final List<Contender> PEERS = List.of(Contender.TPE, Contender.FJP,
            Contender.VTHREADS);
    private static final String[] ALL = PEERS.stream().map(Contender::label)
            .toArray(String[]::new);
    private static final String MICROS = "us";
    /** Less of a load submitted in time than this, and its latencies are those of the submitter. */
    private static final double SUBMITTED = 0.99;
    /** What a task of a script may cost the server's thread. */
    private static final double MOST_MICROS = 5;
    /** With more workers than this the published comparison is the only one that binds. */
    private static final int FEW_WORKERS = 2;

    private final Map<Integer, Measurement> measurements = new LinkedHashMap<>();
    private final List<RowSpec> rows = new ArrayList<>();

    private SchedulerTable() {
    }

    static Table of() {
        SchedulerTable table = new SchedulerTable();
        LoadKind.SATURATION.workers().forEach(table::saturation);
        LoadKind.OPENLOOP.workers().forEach(table::openLoop);
        LoadKind.LATENCY.workers().forEach(table::latency);
        LoadKind.LATENCY.workers().forEach(table::submit);
        LoadKind.EMPTY.workers().forEach(table::empty);
        List<Measurement> measurements = new ArrayList<>(table.measurements.values());
        for (Engines engine : Engines.values()) {
            measurements.add(table.lua(engine));
        }
        return new Table("scheduler", measurements, table.rows);
    }

    private Figure figure(LoadKind load, int workers, Contender contender, String figure) {
        Measurement measurement = measurements.computeIfAbsent(workers,
                SchedulerFork::measurement);
        return new Figure(measurement.name(), load.field(contender, figure));
    }

    private RowSpec row(String name, LoadKind load, int workers, String unit, Better better,
            String figure) {
        RowSpec row = new RowSpec("scheduler/" + name + "-" + workers, unit, better)
                .measured(figure(load, workers, Contender.POOL, figure));
        for (Contender peer : PEERS) {
            row.peer(peer.label(), figure(load, workers, peer, figure));
        }
        rows.add(row);
        return row;
    }

    private void saturation(int workers) {
        RowSpec row = row("saturation", LoadKind.SATURATION, workers, "tasks/s", Better.HIGHER,
                Figures.RATE);
        Optional<Published> published = Published.of(workers);
        published.ifPresent(figures -> row.published(figures.rate())
                .target(new Target("ratio to the published rate",
                        of -> of.measured().isPresent()
                                ? OptionalDouble.of(of.measured().getAsDouble() / figures.rate())
                                : OptionalDouble.empty(),
                        1, 1, Better.HIGHER)));
        if (workers != 4) {
            row.target(Target.ratio(1, 0.85, Better.HIGHER, ALL));
        }
        each(row, LoadKind.SATURATION, workers, Figures.P50_MICROS);
        tail(row, LoadKind.SATURATION, workers);
    }

    private void openLoop(int workers) {
        RowSpec row = row("openloop", LoadKind.OPENLOOP, workers, MICROS, Better.LOWER,
                Figures.P50_MICROS)
                .published(Published.of(workers).orElseThrow().p50Micros());
        each(row, LoadKind.OPENLOOP, workers, Figures.SUBMITTED);
        row.target(new Target("part of the load submitted in time", of -> optional(of.extras()
                .get(Figures.SUBMITTED + "." + Contender.POOL.label())), SUBMITTED, SUBMITTED,
                Better.HIGHER));
        tail(row, LoadKind.OPENLOOP, workers);
    }

    private void latency(int workers) {
        RowSpec row = row("latency", LoadKind.LATENCY, workers, MICROS, Better.LOWER,
                Figures.P50_MICROS).target(Target.ratio(1 / 6.0, 1 / 3.0, Better.LOWER, ALL));
        tail(row, LoadKind.LATENCY, workers);
    }

    /** The mean, since it adds up: what many submissions take of a tick. */
    private void submit(int workers) {
        RowSpec row = row("submit", LoadKind.LATENCY, workers, "ns", Better.LOWER,
                Figures.SUBMIT_NANOS);
        if (workers <= FEW_WORKERS) {
            row.target(Target.ratio(0.1, 0.2, Better.LOWER, ALL));
        }
        each(row, LoadKind.LATENCY, workers, Figures.SUBMIT_P50_NANOS);
    }

    private void empty(int workers) {
        row("empty", LoadKind.EMPTY, workers, "tasks/s", Better.HIGHER, Figures.RATE)
                .target(Target.ratio(2, 1.5, Better.HIGHER, Contender.TPE.label()));
    }

    private Measurement lua(Engines engine) {
        Measurement measurement = LuaTaskFork.measurement(engine);
        rows.add(new RowSpec("scheduler/lua-" + engine.name().toLowerCase(Locale.ROOT), MICROS,
                Better.LOWER)
                .measured(new Figure(measurement.name(), LuaTaskFork.P50_MICROS))
                .target(new Target("cost of a task on the server's thread, us", Row::measured,
                        MOST_MICROS, MOST_MICROS, Better.LOWER)));
        return measurement;
    }

    /** A further figure of every contender. */
    private void each(RowSpec row, LoadKind load, int workers, String figure) {
        for (Contender contender : Contender.values()) {
            row.extra(figure + "." + contender.label(), figure(load, workers, contender, figure));
        }
    }

    /** The tail depends so much on the cores that it is only compared, and they stand beside it. */
    private void tail(RowSpec row, LoadKind load, int workers) {
        Figure ours = figure(load, workers, Contender.POOL, Figures.P99_MICROS);
        for (Contender peer : PEERS) {
            Figure theirs = figure(load, workers, peer, Figures.P99_MICROS);
            row.extra("p99Ratio." + peer.label(), samples -> ratio(samples, ours, theirs));
        }
        row.extra("p99Ratio.cores", samples -> OptionalDouble
                .of(Runtime.getRuntime().availableProcessors()));
    }

    private static OptionalDouble ratio(Samples samples, Figure one, Figure other) {
        OptionalDouble a = samples.median(one);
        OptionalDouble b = samples.median(other);
        return a.isPresent() && b.isPresent()
                ? OptionalDouble.of(a.getAsDouble() / b.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}

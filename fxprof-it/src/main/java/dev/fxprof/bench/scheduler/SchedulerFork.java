package dev.fxprof.bench.scheduler;

import dev.fxprof.bench.run.Depth;
import dev.fxprof.bench.run.ProcessMeasurement;
import dev.fxprof.bench.scheduler.Contender.Runner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A process that measures all loads of one number of workers. The contenders take turns in it, a
 * stretch each: what the host does to the cores meanwhile hits all alike.
 */
public final class SchedulerFork {
    private static final long TASK_NANOS = 1_000;
    private static final double START_SECONDS = 0.6;
    /** Each contender's stretch is shorter than an iteration of a fork that has only one. */
    private static final int SHORTER = 2;
    /** Stretches of a load that are not counted, beside those with which the fork begins. */
    private static final int WARMUPS = 1;

    private final int workers;
    private final long nanos;

    private SchedulerFork(int workers, long nanos) {
        this.workers = workers;
        this.nanos = nanos;
    }

    /**
     * The measurement of one number of workers.
     *
     * @param workers how many
     * @return a measurement whose fields are {@link LoadKind#field}
     */
    public static ProcessMeasurement measurement(int workers) {
        return new ProcessMeasurement("scheduler " + workers + " workers", SchedulerFork.class,
                List.of("-Djdk.virtualThreadScheduler.parallelism=" + workers,
                        "-Djdk.virtualThreadScheduler.maxPoolSize=" + workers),
                Integer.toString(workers), depth -> seconds(workers, depth));
    }

    private static List<LoadKind> kinds(int workers) {
        return Arrays.stream(LoadKind.values()).filter(kind -> kind.workers().contains(workers))
                .toList();
    }

    /** Two less than a fork has that takes its turn alone. */
    private static int counted(LoadKind kind, Depth depth) {
        return Math.ceilDiv(Math.max(1, depth.iterations() - 2), kind.stretch());
    }

    private static double seconds(int workers, Depth depth) {
        int stretches = depth.warmups() + kinds(workers).stream()
                .mapToInt(kind -> kind.stretch()
                        * (WARMUPS + counted(kind, depth)))
                .sum();
        return START_SECONDS + stretches * Contender.values().length * depth.millis()
                / (1000.0 * SHORTER);
    }

    /**
     * Prints a field and its value a line.
     *
     * @param args number of workers, then what a {@link ProcessMeasurement} adds
     */
    public static void main(String[] args) {
        int workers = Integer.parseInt(args[0]);
        Depth depth = ProcessMeasurement.depth(args);
        SchedulerFork fork = new SchedulerFork(workers, depth.millis() * 1_000_000L / SHORTER);
        int steps = Work.steps(TASK_NANOS);
        int warmups = depth.warmups();
        for (LoadKind kind : kinds(workers)) {
            fork.measure(kind, steps, warmups + WARMUPS,
                    counted(kind, depth));
            warmups = 0;
        }
    }

    private void measure(LoadKind kind, int steps, int warmups, int iterations) {
        Map<Contender, Load> loads = new EnumMap<>(Contender.class);
        for (Contender contender : Contender.values()) {
            loads.put(contender, kind.start(workers, steps));
        }
        rounds(loads, warmups, kind.stretch());
        loads.values().forEach(Load::clear);
        rounds(loads, iterations, kind.stretch());
        loads.forEach((contender, load) -> load.figures().forEach((figure, value) -> System.out
                .println(kind.field(contender, figure) + " " + value)));
    }

    /** Each time another one comes first. */
    private void rounds(Map<Contender, Load> loads, int number, int length) {
        List<Contender> order = new ArrayList<>(loads.keySet());
        for (int i = 0; i < number; i++) {
            order.forEach(contender -> stretch(contender, loads.get(contender), length));
            Collections.rotate(order, 1);
        }
    }

    /** Threads of one contender must not be there while another one is measured. */
    private void stretch(Contender contender, Load load, int length) {
        try (Runner runner = contender.open(workers)) {
            load.stretch(runner, length * nanos);
        }
    }
}

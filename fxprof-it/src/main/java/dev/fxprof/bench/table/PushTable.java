package dev.fxprof.bench.table;

import dev.fxprof.bench.queue.LatencyBenchmark;
import dev.fxprof.bench.queue.LatencyBenchmark.DrainState;
import dev.fxprof.bench.queue.QueueKind;
import dev.fxprof.bench.run.Figure;
import dev.fxprof.bench.run.JmhMeasurement;
import dev.fxprof.ringbuffer.Clocks;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What a push costs the producer. */
final class PushTable {
    private static final String ALLOCATED = "allocatedBytesPerPush";
    /** How much longer than the bare clock's the 99.9th percentile of a push may be. */
    private static final double TAIL = 3;
    private static final List<String> PERCENTILES = List.of("p50Nanos", "p99Nanos", "p999Nanos",
            "p9999Nanos");

    private PushTable() {
    }

    static Table of() {
        Costs costs = new Costs();
        RowSpec full = row(costs, 64);
        for (DrainState state : DrainState.values()) {
            latency(costs, full, state);
            if (state != DrainState.LIVE) {
                full.target(tail(state));
            }
        }
        return new Table("push", costs.measurements(), List.of(full, row(costs, 32)));
    }

    private static RowSpec row(Costs costs, int bytes) {
        Figure ours = costs.push(bytes, QueueKind.RING);
        return new RowSpec("push/" + bytes, "ns", Better.LOWER).measured(ours)
                .peer("nanotime", costs.readTwice(Clocks.NANOTIME))
                .peer("disruptor", costs.push(bytes, QueueKind.DISRUPTOR))
                .peer("jctools-alloc", costs.push(bytes, QueueKind.JCTOOLS_ALLOC))
                .peer("agrona", costs.push(bytes, QueueKind.AGRONA))
                .peer("abq", costs.push(bytes, QueueKind.ABQ))
                .peer("lock", costs.push(bytes, QueueKind.LOCK))
                .extra("burstP99Nanos", Costs.also(ours, JmhMeasurement.NANOS_P99))
                .extra(ALLOCATED, Costs.also(ours, ALLOCATED))
                .target(Target.ratio(0.13, 0.2, Better.LOWER, "nanotime"))
                .target(Target.ratio(0.5, 0.75, Better.LOWER, "disruptor"))
                .target(Target.extra("bytes allocated", ALLOCATED, 0));
    }

    private static void latency(Costs costs, RowSpec row, DrainState state) {
        String drain = state.name().toLowerCase(Locale.ROOT);
        Figure figure = costs.shot("push/64 latency, drain " + drain, LatencyBenchmark.class,
                "latency", PERCENTILES.getFirst(), Map.of("drain", state.name()));
        for (String percentile : PERCENTILES) {
            Figure push = Costs.also(figure, percentile);
            if (state == DrainState.PARKED) {
                row.extra(percentile, push);
            }
            row.extra("latency." + drain + "." + percentile, push);
            row.extra("latency." + drain + "." + clock(percentile),
                    Costs.also(figure, clock(percentile)));
        }
    }

    /** A live drain takes lines from the producer; one that sleeps or is gone must cost it nothing. */
    private static Target tail(DrainState state) {
        String drain = state.name().toLowerCase(Locale.ROOT);
        String tail = "latency." + drain + ".p999Nanos";
        String bare = "latency." + drain + "." + clock("p999Nanos");
        return new Target("p99.9 to the bare clock's, drain " + drain, row -> {
            Double push = row.extras().get(tail);
            Double clock = row.extras().get(bare);
            return push == null || clock == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(push / clock);
        }, TAIL, TAIL, Better.LOWER);
    }

    /** The same percentile of the bare clock: clockP50Nanos and so on. */
    private static String clock(String percentile) {
        return "clockP" + percentile.substring(1);
    }
}

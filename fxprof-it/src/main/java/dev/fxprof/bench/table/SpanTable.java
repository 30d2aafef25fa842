package dev.fxprof.bench.table;

import dev.fxprof.bench.cost.JfrBenchmark;
import dev.fxprof.bench.cost.SpanBenchmark;
import dev.fxprof.bench.queue.QueueKind;
import dev.fxprof.bench.run.Figure;
import dev.fxprof.bench.run.Samples;
import dev.fxprof.ringbuffer.Clocks;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A whole span, begin and end, and what its parts cost. */
final class SpanTable {
    private static final String ALLOCATED = "allocatedBytesPerSpan";

    private SpanTable() {
    }

    static Table of() {
        Costs costs = new Costs();
        Figure push = costs.push(64, QueueKind.RING);
        Figure jfr = costs.burst("span jfr", JfrBenchmark.class, "event", Map.of());
        Figure nano = span(costs, Clocks.NANOTIME);
        Figure twice = costs.readTwice(Clocks.NANOTIME);
        RowSpec nanotime = row("span/nanotime", nano, twice, push).peer("nanotime", twice)
                .peer("jfr", jfr).target(Target.ratio(1.1, 1.25, Better.LOWER, "nanotime"))
                .target(Target.ratio(0.7, 0.85, Better.LOWER, "jfr"))
                .target(Target.extra("bytes allocated", ALLOCATED, 0));
        return new Table("span", costs.measurements(), List.of(nanotime, tsc(costs, nano, jfr,
                push)));
    }

    private static RowSpec tsc(Costs costs, Figure nano, Figure jfr, Figure push) {
        if (Clocks.TSC.reasonAgainst().isPresent()) {
            return new RowSpec("span/tsc", "ns", Better.LOWER)
                    .missing(Clocks.TSC.reasonAgainst().get());
        }
        Figure span = span(costs, Clocks.TSC);
        return row("span/tsc", span, costs.readTwice(Clocks.TSC), push).peer("nanotime", nano)
                .peer("jfr", jfr).target(Target.ratio(0.4, 0.5, Better.LOWER, "nanotime"))
                .target(Target.extra("bytes allocated", ALLOCATED, 0));
    }

    private static Figure span(Costs costs, Clocks clock) {
        return costs.burst("span " + clock, SpanBenchmark.class, "span",
                Map.of("clock", clock.name()));
    }

    private static RowSpec row(String id, Figure span, Figure clock, Figure push) {
        return new RowSpec(id, "ns", Better.LOWER).measured(span)
                .extra(ALLOCATED, Costs.also(span, ALLOCATED)).extra("parts.clock", clock)
                .extra("parts.record", push)
                .extra("parts.stack", samples -> rest(samples, span, clock, push));
    }

    private static OptionalDouble rest(Samples samples, Figure whole, Figure... parts) {
        double rest = samples.median(whole).orElse(Double.NaN);
        for (Figure part : parts) {
            rest -= samples.median(part).orElse(Double.NaN);
        }
        return Double.isNaN(rest) ? OptionalDouble.empty() : OptionalDouble.of(rest);
    }
}

package dev.fxprof.bench.table;

import dev.fxprof.bench.cost.CoroutineBenchmark;
import dev.fxprof.bench.cost.CoroutineBenchmark.Kind;
import dev.fxprof.bench.run.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What it costs to resume a coroutine. */
final class CoroutineTable {
    private static final double GOAL = 1 / 60.0;
    private static final double FLOOR = 1 / 20.0;

    private CoroutineTable() {
    }

    static Table of() {
        Costs costs = new Costs();
        RowSpec row = new RowSpec("coroutine/fiber", "ns", Better.LOWER)
                .measured(resume(costs, Kind.FIBER))
                .peer("luaj-stock", resume(costs, Kind.STOCK))
                .peer("lua54", resume(costs, Kind.LUA54))
                .target(Target.ratio(GOAL, FLOOR, Better.LOWER, "luaj-stock"));
        return new Table("coroutine", costs.measurements(), List.of(row));
    }

    private static Figure resume(Costs costs, Kind kind) {
        return costs.shot("coroutine " + kind.name().toLowerCase(Locale.ROOT),
                CoroutineBenchmark.class, "resumes", "resumeNanos",
                Map.of("kind", kind.name()));
    }
}

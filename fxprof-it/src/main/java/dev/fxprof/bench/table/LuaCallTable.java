package dev.fxprof.bench.table;

import dev.fxprof.bench.cost.LuaCallBenchmark;
import dev.fxprof.bench.cost.LuaCallBenchmark.Method;
import dev.fxprof.bench.run.Figure;
import dev.fxprof.ringbuffer.Clocks;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What recording adds to an empty Lua call, by method of instrumentation. */
final class LuaCallTable {
    private static final double PUBLISHED = 250;
    private static final String ADDED = "addedNanos";

    private LuaCallTable() {
    }

    static Table of() {
        Costs costs = new Costs();
        return new Table("luacall", costs.measurements(), List.of(
                row(costs, Clocks.NANOTIME, 2.0, 2.5), row(costs, Clocks.TSC, 0.8, 1.3)));
    }

    private static RowSpec row(Costs costs, Clocks clock, double goal, double floor) {
        RowSpec row = new RowSpec("luacall/luaj-" + clock.name().toLowerCase(Locale.ROOT), "ns",
                Better.LOWER).published(PUBLISHED);
        if (clock.reasonAgainst().isPresent()) {
            return row.missing(clock.reasonAgainst().get());
        }
        Figure added = call(costs, Method.PRODUCT, clock);
        return row.measured(added).peer("nanotime", costs.read(Clocks.NANOTIME))
                .peer("luaj-stock", call(costs, Method.STOCK, clock))
                .peer("lua54", call(costs, Method.LUA54, clock))
                .extra("callNanos.off", Costs.also(added, "offNanos"))
                .extra("callNanos.on", Costs.also(added, "onNanos"))
                .target(Target.ratio(goal, floor, Better.LOWER, "nanotime"));
    }

    private static Figure call(Costs costs, Method method, Clocks clock) {
        return costs.shot("luacall " + method.name().toLowerCase(Locale.ROOT) + " " + clock,
                LuaCallBenchmark.class, "calls", ADDED,
                Map.of("method", method.name(), "clock", clock.name()));
    }
}

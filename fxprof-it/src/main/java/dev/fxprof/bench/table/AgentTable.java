package dev.fxprof.bench.table;

import dev.fxprof.bench.agent.AgentMeasurement;
import dev.fxprof.bench.agent.AgentMeasurement.Platform;
import dev.fxprof.bench.run.Figure;
import dev.fxprof.bench.run.Measurement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the native agent adds to a call, beside other ways to hook one. */
final class AgentTable {
    /** Beyond two readings of the clock. */
    private static final double GOAL_NANOS = 15;
    private static final double FLOOR_NANOS = 25;
    private static final Map<String, String> HOOKS = Map.of("import", "nativeLua", "slot",
            "nativeHost", "event", "event", "reference", "reference");

    private AgentTable() {
    }

    static Table of(Path home) {
        List<Measurement> measurements = new ArrayList<>();
        List<RowSpec> rows = new ArrayList<>();
        for (Platform platform : Platform.values()) {
            String missing = AgentMeasurement.missing(platform, home);
            Measurement measurement = new AgentMeasurement(platform, home);
            if (missing.isEmpty()) {
                measurements.add(measurement);
            }
            HOOKS.keySet().stream().sorted().forEach(hook -> {
                RowSpec row = new RowSpec("agent/" + hook + "-" + platform.label(), "ns",
                        Better.LOWER);
                rows.add(missing.isEmpty()
                        ? filled(row, measurement.name(), HOOKS.get(hook))
                        : row.missing(missing));
            });
        }
        return new Table("agent", measurements, rows);
    }

    private static RowSpec filled(RowSpec row, String measurement, String field) {
        row.measured(new Figure(measurement, field))
                .peer("inline", new Figure(measurement, "inlineHook"))
                .peer("lua-hook", new Figure(measurement, "luaHook"))
                .peer("reads", new Figure(measurement, "twoReads"))
                .extra("overReads", new Figure(measurement, field + "Over"));
        // An event leaves three records, two of them counters.
        return field.equals("event")
                ? row
                : row.target(Target.extra("ns beyond two readings of the clock", "overReads",
                        GOAL_NANOS, FLOOR_NANOS));
    }
}

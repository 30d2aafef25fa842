package dev.fxprof.bench.table;

import dev.fxprof.bench.run.Figure;
import dev.fxprof.bench.run.OverheadMeasurement;
import java.nio.file.Path;
import java.util.List;

/** The published table of what the profiler costs a server. */
final class OverheadTable {
    private OverheadTable() {
    }

    static Table of(Path launcher) {
        return new Table("overhead", List.of(new OverheadMeasurement(launcher)), List.of(
                row("frame", "percent", "framePercent", 0.48)
                        .extra("modelPercent", figure("modelPercent"))
                        .extra("spanInPlaceNanos", figure("spanInPlaceNanos")),
                row("lua-call", "ns", "luaCallNanos", 250),
                row("native-call", "percent", "nativeCallPercent", 0.71),
                row("memory", "MB", "memoryMegabytes", 12),
                row("idle-cpu", "points", "idleCpuPercent", 0.1)));
    }

    private static RowSpec row(String name, String unit, String field, double published) {
        return new RowSpec("overhead/" + name, unit, Better.LOWER).published(published)
                .measured(figure(field));
    }

    private static Figure figure(String field) {
        return new Figure(OverheadMeasurement.NAME, field);
    }
}

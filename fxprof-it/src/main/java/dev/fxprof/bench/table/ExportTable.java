package dev.fxprof.bench.table;

import dev.fxprof.bench.export.ChromeFork;
import dev.fxprof.bench.export.PerfettoFork;
import dev.fxprof.bench.run.Figure;
import dev.fxprof.bench.run.Measurement;
import java.util.ArrayList;
import java.util.List;

/** Writing and reading traces. */
final class ExportTable {
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<RowSpec> rows = new ArrayList<>();

    private ExportTable() {
    }

    static Table of() {
        ExportTable table = new ExportTable();
        table.chrome();
        table.perfetto();
        return new Table("export", table.measurements, table.rows);
    }

    private void chrome() {
        Measurement write = ChromeFork.write();
        measurements.add(write);
        rows.add(row("export/chrome", "slices/s", write).peer("jackson", of(write, "jackson"))
                .peer("jackson-tuned", of(write, "jackson-tuned"))
                .peer("jackson-prerendered", of(write, "jackson-prerendered"))
                .peer("databind", of(write, "databind"))
                .target(Target.ratio(12, 6, Better.HIGHER, "jackson"))
                .target(Target.ratio(6, 3, Better.HIGHER, "jackson-tuned")));
        Measurement read = ChromeFork.read();
        measurements.add(read);
        rows.add(row("read/chrome", "bytes/s", read).peer("jackson", of(read, "jackson"))
                .target(Target.ratio(0.8, 0.8, Better.HIGHER, "jackson")));
    }

    private void perfetto() {
        Measurement write = PerfettoFork.write();
        measurements.add(write);
        rows.add(row("export/perfetto", "slices/s", write)
                .peer("protobuf-java", of(write, PerfettoFork.STREAM))
                .peer("protobuf-java-classes", of(write, PerfettoFork.GENERATED))
                .target(Target.ratio(2, 1.5, Better.HIGHER, "protobuf-java")));
    }

    private static RowSpec row(String id, String unit, Measurement measurement) {
        return new RowSpec(id, unit, Better.HIGHER).measured(of(measurement, ChromeFork.OURS));
    }

    private static Figure of(Measurement measurement, String field) {
        return new Figure(measurement.name(), field);
    }
}

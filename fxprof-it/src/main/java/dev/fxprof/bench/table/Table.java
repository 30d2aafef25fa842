package dev.fxprof.bench.table;

import dev.fxprof.bench.run.Measurement;
import dev.fxprof.bench.run.Samples;
import java.util.List;

/** A table: its rows and what they are measured by. */
public final class Table {
    private final String name;
    private final List<Measurement> measurements;
    private final List<RowSpec> specs;

    Table(String name, List<Measurement> measurements, List<RowSpec> specs) {
        this.name = name;
        this.measurements = measurements;
        this.specs = specs;
    }

    /**
     * Its name.
     *
     * @return what stands before the slash of its rows' ids
     */
    public String name() {
        return name;
    }

    /**
     * What its rows are measured by; those of several tables may have the same names.
     *
     * @return the measurements
     */
    public List<Measurement> measurements() {
        return measurements;
    }

    /**
     * The rows with their figures.
     *
     * @param samples of all measurements
     * @param indicative whether the run was too short for a verdict
     * @return the rows
     */
    public List<Row> rows(Samples samples, boolean indicative) {
        return specs.stream().map(spec -> new Row(spec, samples, indicative)).toList();
    }
}

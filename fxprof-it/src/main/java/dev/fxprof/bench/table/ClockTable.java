package dev.fxprof.bench.table;

import dev.fxprof.ringbuffer.Clocks;
import java.util.List;

/** One read of the time stamp counter. */
final class ClockTable {
    private ClockTable() {
    }

    static Table of() {
        Costs costs = new Costs();
        RowSpec tsc = new RowSpec("clock/tsc", "ns", Better.LOWER).peer("nanotime",
                costs.read(Clocks.NANOTIME));
        Clocks.TSC.reasonAgainst().ifPresentOrElse(tsc::missing,
                () -> tsc.measured(costs.read(Clocks.TSC)));
        return new Table("clock", costs.measurements(), List.of(tsc));
    }
}

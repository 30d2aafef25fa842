package dev.fxprof.export.report;

import dev.fxprof.api.ResourceCounter.Measure;
import dev.fxprof.api.ResourceCounter.Subject;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SpanKind;
import java.util.ArrayList;
import java.util.List;

/** Adds up what the server's own scheduler, references across resources and the profiler take. */
final class OverheadTable {
    static final int NONE = -1;

    private static final int SCHEDULER = 0;
    private static final int REFERENCE_CALLS = 1;
    private static final String PROFILER = "profiler";
    private static final String[] NAMES = {"scheduler", "reference calls"};

    /** The server's own scripts run as this resource. */
    private static final String CITIZEN = "citizen";

    private final long[] calls = new long[NAMES.length];
    private final long[] self = new long[NAMES.length];
    private final CounterSums counters;
    private SpanCost cost = SpanCost.NONE;

    /**
     * @param counters what agents on a server measured themselves
     */
    OverheadTable(CounterSums counters) {
        this.counters = counters;
    }

    /** The category of a site, or {@link #NONE}. */
    static int category(Site site) {
        boolean citizen = site.resource().equals(CITIZEN);
        if (citizen && site.kind() == SpanKind.EXPORT) {
            return REFERENCE_CALLS;
        }
        return citizen || site.kind() == SpanKind.ENTRY ? SCHEDULER : NONE;
    }

    void add(int category, long newCalls, long selfNanos) {
        calls[category] += newCalls;
        self[category] += selfNanos;
    }

    void cost(SpanCost measured) {
        cost = measured;
    }

    List<OverheadRow> report(Whole whole, long slices) {
        List<OverheadRow> rows = new ArrayList<>();
        for (int i = 0; i < NAMES.length; i++) {
            Subject measured = i == SCHEDULER ? Subject.SCHEDULER : null;
            rows.add(row(NAMES[i], calls[i] + counters.sum(measured, Measure.CALLS),
                    self[i] + counters.sum(measured, Measure.NANOS), whole));
        }
        long profilerCalls = counters.sum(Subject.PROFILER, Measure.CALLS);
        if (cost.recordedNanos() > 0) {
            long nanos = Math.round(slices * cost.recordedNanos());
            rows.add(row(PROFILER, slices, nanos, whole));
        } else if (profilerCalls > 0) {
            rows.add(row(PROFILER, profilerCalls, counters.sum(Subject.PROFILER, Measure.NANOS),
                    whole));
        }
        long leftOut = counters.sum(Subject.LEFT_OUT, Measure.CALLS);
        if (leftOut > 0) {
            rows.add(row(Subject.LEFT_OUT.label(), leftOut, 0, whole));
        }
        return rows;
    }

    private static OverheadRow row(String name, long calls, long nanos, Whole whole) {
        return new OverheadRow(name, calls, nanos, whole.percent(nanos));
    }
}

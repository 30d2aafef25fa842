package dev.fxprof.export.report;

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
    private static final String[] NAMES = {"scheduler", "reference calls"};

    /** The server's own scripts run as this resource. */
    private static final String CITIZEN = "citizen";

    private final long[] calls = new long[NAMES.length];
    private final long[] self = new long[NAMES.length];
    private SpanCost cost = SpanCost.NONE;

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
            rows.add(new OverheadRow(NAMES[i], calls[i], self[i], whole.percent(self[i])));
        }
        if (cost.recordedNanos() > 0) {
            long nanos = Math.round(slices * cost.recordedNanos());
            rows.add(new OverheadRow("profiler", slices, nanos, whole.percent(nanos)));
        }
        return rows;
    }
}

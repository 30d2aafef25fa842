package dev.fxprof.live.core;

import dev.fxprof.api.Capture;
import dev.fxprof.export.capture.TraceFile;
import dev.fxprof.export.flamegraph.StackTotals;
import dev.fxprof.export.report.CaptureReport;
import dev.fxprof.export.report.ReportOptions;
import dev.fxprof.live.view.CaptureFigures;
import dev.fxprof.live.view.CaptureView;
import dev.fxprof.live.view.FlameView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Looks into captures, and remembers the last few, which never change.
 *
 * <p>Guarantees: any thread may call any method. Progress: callers wait for each other, so that one capture
 * at a time is in memory.
 */
final class CaptureReader {
    private static final int MOST_KEPT = 4;
    private static final int MOST_STACKS = 1 << 14;
    private static final double SECOND = 1e9;

    private final ReportOptions options;
    private final Map<String, CaptureFigures> kept = new LinkedHashMap<>();

    CaptureReader(long tickInterval) {
        // A hitch of this report is a tick over its budget.
        options = new ReportOptions(tickInterval, tickInterval, OptionalLong.empty(),
                OptionalLong.empty(), null);
    }

    synchronized CaptureFigures read(CaptureView view, Path file) throws IOException {
        CaptureFigures known = kept.get(view.id());
        if (known != null) {
            return known;
        }
        try (Capture capture = TraceFile.read(file)) {
            StackTotals totals = new StackTotals(capture.sites(), MOST_STACKS);
            CaptureReport report = CaptureReport.of(capture, options, List.of(totals));
            CaptureFigures figures = new CaptureFigures(view,
                    IntervalSums.of(report.report(), view.fromMillis(), view.toMillis()),
                    new FlameView(report.report().recordedNanos() / SECOND, totals.totalNanos(),
                            new FlameTree(totals).root()));
            if (kept.size() == MOST_KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
            kept.put(view.id(), figures);
            return figures;
        }
    }
}

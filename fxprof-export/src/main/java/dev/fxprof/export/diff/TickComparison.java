package dev.fxprof.export.diff;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares recordings from before and after a change: several captures a side, or servers that ran the
 * same ticks side by side.
 */
public final class TickComparison {
    private TickComparison() {
    }

    /**
     * Compares captures. With one on a side shares of the tick are compared, since nothing tells the
     * recordings' own differences from those of the change; the result is indicative then.
     *
     * @param before at least one recording with at least one tick each
     * @param after the same after the change
     * @param minEffectPercent smallest effect that counts, in percent
     * @return the result
     */
    public static Comparison captures(List<RecordedTicks> before, List<RecordedTicks> after,
            double minEffectPercent) {
        boolean indicative = Math.min(before.size(), after.size()) == 1;
        List<RowEffect> rows = new CaptureRows(before, after).effects(indicative);
        return judge(rows, minEffectPercent, indicative, "capture", before, after);
    }

    /**
     * Compares servers that ran the same ticks in several blocks, each of which started both of them
     * anew.
     *
     * @param before a recording a block
     * @param after the same after the change
     * @param minEffectPercent smallest effect that counts, in percent
     * @return the result; indicative with one block, which tells nothing about how sure it is
     */
    public static Comparison blocks(List<RecordedTicks> before, List<RecordedTicks> after,
            double minEffectPercent) {
        List<RecordedTicks> all = new ArrayList<>(before);
        all.addAll(after);
        int coarsest = all.stream().mapToInt(run -> run.table().ticksPerLine()).max().orElse(1);
        all.forEach(run -> run.table().coarsen(coarsest));
        List<RowEffect> rows = new ArrayList<>();
        for (RowMatcher.Match match : RowMatcher.match(before, after)) {
            BlockRow row = new BlockRow(series(before, match.before()),
                    series(after, match.after()));
            rows.add(new RowEffect(match.key(), row.beforeNanos(), row.afterNanos(),
                    confidence -> List.of(row.estimate(confidence))));
        }
        return judge(rows, minEffectPercent, before.size() == 1, "block", before, after);
    }

    private static List<Series> series(List<RecordedTicks> runs, List<int[]> rows) {
        List<Series> series = new ArrayList<>();
        for (int block = 0; block < runs.size(); block++) {
            series.add(runs.get(block).series(rows.get(block)));
        }
        return series;
    }

    private static Comparison judge(List<RowEffect> rows, double minEffectPercent,
            boolean indicative, String unit, List<RecordedTicks> before,
            List<RecordedTicks> after) {
        RowEffect tick = rows.stream().filter(row -> row.key().isTick()).findFirst()
                .orElseThrow();
        return new Judge(rows, minEffectPercent).judge(indicative, unit,
                side(before, tick.beforeNanos()), side(after, tick.afterNanos()));
    }

    private static Comparison.Side side(List<RecordedTicks> runs, double tickNanos) {
        long ticks = runs.stream()
                .mapToLong(run -> (long) run.lines() * run.table().ticksPerLine()).sum();
        return new Comparison.Side(runs.size(), ticks, tickNanos);
    }
}

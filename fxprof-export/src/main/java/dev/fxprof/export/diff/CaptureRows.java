package dev.fxprof.export.diff;

import dev.fxprof.export.diff.Bootstrap.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Rows of captures that were made at different times, and so did different work. */
final class CaptureRows {
    /** Ticks over which values are gathered where single ticks are too different: a second. */
    private static final int BLOCK = 20;
    private static final int LEAST_BLOCKS = 8;

    private final List<RecordedTicks> before;
    private final List<RecordedTicks> after;

    CaptureRows(List<RecordedTicks> before, List<RecordedTicks> after) {
        this.before = before;
        this.after = after;
    }

    /** All rows; of shares of the tick where one side has but one capture. */
    List<RowEffect> effects(boolean shares) {
        List<RowEffect> effects = new ArrayList<>();
        for (RowMatcher.Match match : RowMatcher.match(before, after)) {
            effects.add(new RowEffect(match.key(), typical(before, match.before()),
                    typical(after, match.after()), confidence -> shares && !match.key().isTick()
                            ? List.of(effect(match, RecordedTicks::shares, confidence),
                                    effect(match, RecordedTicks::series, confidence))
                            : List.of(effect(match, RecordedTicks::series, confidence))));
        }
        return effects;
    }

    /** What a row typically takes of a tick, over all runs of a side. */
    private static double typical(List<RecordedTicks> runs, List<int[]> rows) {
        List<Series> series = series(runs, rows, RecordedTicks::series);
        boolean ticks = series.stream().allMatch(Series::runsMostly);
        int length = ticks ? 1 : length(series);
        return series.stream()
                .mapToDouble(run -> new Typical(run.blocks(length), ticks).nanos(null)).average()
                .orElse(0);
    }

    private static List<Series> series(List<RecordedTicks> runs, List<int[]> rows,
            BiFunction<RecordedTicks, int[], Series> values) {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            series.add(values.apply(runs.get(i), rows.get(i)));
        }
        return series;
    }

    /**
     * From single ticks where the row runs in most of them, so that a pause spoils as few values as can
     * be; from ticks gathered over a second where it does not, or where those contradict: they miss
     * nothing that comes now and then, but are less exact.
     */
    private Estimate effect(RowMatcher.Match match,
            BiFunction<RecordedTicks, int[], Series> values, double confidence) {
        List<Series> one = series(before, match.before(), values);
        List<Series> other = series(after, match.after(), values);
        List<Series> all = new ArrayList<>(one);
        all.addAll(other);
        int length = length(all);
        Estimate inAll = Bootstrap.unpaired(runs(one, length), runs(other, length));
        if (!all.stream().allMatch(Series::runsMostly)) {
            return inAll;
        }
        Estimate typical = Bootstrap.unpaired(runs(one, 1), runs(other, 1));
        return inAll.contradicts(typical, confidence) ? inAll : typical;
    }

    private static List<Run> runs(List<Series> series, int length) {
        return series.stream().map(run -> new Typical(run.blocks(length), length == 1))
                .map(typical -> new Run(typical.clusters(), typical::nanos)).toList();
    }

    private static int length(List<Series> all) {
        int shortest = all.stream().mapToInt(Series::lines).min().orElse(1);
        return Math.clamp(shortest / LEAST_BLOCKS, 1, BLOCK);
    }
}

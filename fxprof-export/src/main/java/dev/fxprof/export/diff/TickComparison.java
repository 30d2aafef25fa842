package dev.fxprof.export.diff;

import dev.fxprof.export.diff.Bootstrap.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Compares recordings from before and after a change: several captures a side, or servers that ran the
 * same ticks side by side.
 */
public final class TickComparison {
    /** Server time over which values are gathered where single ticks are too different: a second. */
    private static final int BLOCK = 20;
    private static final int LEAST_BLOCKS = 8;

    private final List<RecordedTicks> before;
    private final List<RecordedTicks> after;
    private final List<RowMatcher.Match> matches;

    private TickComparison(List<RecordedTicks> before, List<RecordedTicks> after) {
        this.before = before;
        this.after = after;
        List<TickTable> one = before.stream().map(RecordedTicks::table).toList();
        List<TickTable> other = after.stream().map(RecordedTicks::table).toList();
        matches = new RowMatcher(one, other).matches(one, other);
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
        TickComparison comparison = new TickComparison(before, after);
        boolean indicative = Math.min(before.size(), after.size()) == 1;
        List<RowEffect> effects = new ArrayList<>();
        for (RowMatcher.Match match : comparison.matches) {
            comparison.add(effects, match,
                    indicative ? comparison.byShares(match) : comparison.byTime(match));
        }
        return new Judge(effects, minEffectPercent).judge(indicative, "capture",
                comparison.side(before, true), comparison.side(after, false));
    }

    /**
     * Compares servers that ran the same ticks, in blocks: servers {@code i} of both sides were started
     * for each other and took turns.
     *
     * @param before at least one recording
     * @param after as many
     * @param minEffectPercent smallest effect that counts, in percent
     * @return the result
     */
    public static Comparison blocks(List<RecordedTicks> before, List<RecordedTicks> after,
            double minEffectPercent) {
        for (int i = 0; i < before.size(); i++) {
            TickTable one = before.get(i).table();
            TickTable other = after.get(i).table();
            one.coarsen(other.ticksPerLine());
            other.coarsen(one.ticksPerLine());
        }
        TickComparison comparison = new TickComparison(before, after);
        List<RowEffect> effects = new ArrayList<>();
        for (RowMatcher.Match match : comparison.matches) {
            comparison.add(effects, match, comparison.byPairs(match));
        }
        return new Judge(effects, minEffectPercent).judge(before.size() == 1, "block",
                comparison.side(before, true), comparison.side(after, false));
    }

    private void add(List<RowEffect> to, RowMatcher.Match match, RowEffect.Source source) {
        to.add(new RowEffect(match.key(), typical(match, true), typical(match, false), source));
    }

    private Comparison.Side side(List<RecordedTicks> runs, boolean isBefore) {
        return new Comparison.Side(runs.size(), runs.stream().mapToLong(run -> (long) run.lines()
                * run.table().ticksPerLine()).sum(), typical(matches.getFirst(), isBefore));
    }

    /** What a row typically takes of a tick, over all runs of a side. */
    private double typical(RowMatcher.Match match, boolean isBefore) {
        List<Series> series = series(match, isBefore, RecordedTicks::series);
        int length = length(series);
        return series.stream().mapToDouble(run -> new Typical(run.blocks(length)).nanos(null))
                .average().orElse(0);
    }

    private List<Series> series(RowMatcher.Match match, boolean isBefore,
            BiFunction<RecordedTicks, int[], Series> values) {
        List<RecordedTicks> runs = isBefore ? before : after;
        List<int[]> rows = isBefore ? match.before() : match.after();
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            series.add(values.apply(runs.get(i), rows.get(i)));
        }
        return series;
    }

    private RowEffect.Source byTime(RowMatcher.Match match) {
        return () -> List.of(unpaired(match, RecordedTicks::series));
    }

    private RowEffect.Source byShares(RowMatcher.Match match) {
        return () -> match.key().isTick()
                ? List.of(unpaired(match, RecordedTicks::series))
                : List.of(unpaired(match, RecordedTicks::shares),
                        unpaired(match, RecordedTicks::series));
    }

    private Estimate unpaired(RowMatcher.Match match,
            BiFunction<RecordedTicks, int[], Series> values) {
        List<Series> one = series(match, true, values);
        List<Series> other = series(match, false, values);
        List<Series> all = new ArrayList<>(one);
        all.addAll(other);
        int length = length(all);
        return Bootstrap.unpaired(runs(one, length), runs(other, length));
    }

    private static List<Run> runs(List<Series> series, int length) {
        return series.stream().map(run -> new Typical(run.blocks(length)))
                .map(typical -> new Run(typical.clusters(), typical::nanos)).toList();
    }

    /**
     * How many ticks to gather: one where a row takes about the same of most ticks, so that a pause
     * spoils as few values as can be, else a second, so that what comes now and then is in most values.
     */
    private static int length(List<Series> all) {
        if (all.stream().allMatch(Series::isSteady)) {
            return 1;
        }
        int shortest = all.stream().mapToInt(Series::lines).min().orElse(1);
        return Math.clamp(shortest / LEAST_BLOCKS, 1, BLOCK);
    }

    private RowEffect.Source byPairs(RowMatcher.Match match) {
        return () -> {
            List<Run> runs = new ArrayList<>();
            for (int i = 0; i < before.size(); i++) {
                Series one = before.get(i).series(match.before().get(i));
                Series other = after.get(i).series(match.after().get(i));
                int lines = Math.min(one.lines(), other.lines());
                PairedTicks pair = new PairedTicks(one.first(lines), other.first(lines));
                ToDoubleFunction<int[]> log = pair.effect();
                runs.add(new Run(one.first(lines).clusters(), log));
            }
            return List.of(Bootstrap.paired(runs));
        };
    }
}

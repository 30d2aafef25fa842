package dev.fxprof.export.diff;

import dev.fxprof.export.diff.Change.Presence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which effects are sure and large enough, and what they come to together. Intervals are
 * simultaneous: each is widened for the number of rows that are judged (Bonferroni; Dunn, Multiple
 * Comparisons Among Means, 1961), so that in 95 of 100 comparisons all of them hold at once. That is what
 * a gate needs, which fails if any row is slower; a false discovery rate would allow one false alarm
 * in twenty findings, and there is mostly one finding. It asks nothing of how rows depend on each other.
 */
final class Judge {
    private static final double CONFIDENCE = 0.95;
    /** Rows below this share of the tick are not judged. */
    private static final double FLOOR = 0.01;
    /** Significant rows explain a resource's change if they leave less than this of it. */
    private static final double UNEXPLAINED = 0.5;

    private final List<RowEffect> rows;
    private final double minEffect;
    private final double tickNanos;

    Judge(List<RowEffect> rows, double minEffectPercent) {
        this.rows = rows;
        this.minEffect = minEffectPercent;
        tickNanos = rows.stream().filter(row -> row.key().isTick())
                .mapToDouble(RowEffect::nanos).max().orElse(0);
    }

    Comparison judge(boolean indicative, String unit, Comparison.Side before,
            Comparison.Side after) {
        List<RowEffect> judged = rows.stream()
                .filter(row -> row.nanos() > 0 && row.nanos() >= FLOOR * tickNanos).toList();
        long both = judged.stream().filter(RowEffect::isOnBoth).count();
        double confidence = 1 - (1 - CONFIDENCE) / Math.max(1, both);
        List<Change> changes = new ArrayList<>();
        judged.forEach(row -> changes.add(row.isOnBoth()
                ? change(row, confidence)
                : oneSided(row)));
        sort(changes);
        return new Comparison(verdict(changes), indicative, unit, before, after, minEffect,
                List.copyOf(changes), rows.size() - judged.size(), List.of());
    }

    private Change change(RowEffect row, double confidence) {
        List<Estimate> estimates = row.source().estimates(confidence);
        Estimate shown = estimates.getFirst();
        boolean significant = estimates.stream().allMatch(estimate -> estimate
                .isSignificant(confidence)
                && Math.abs(estimate.percent()) >= minEffect
                && Math.signum(estimate.logRatio()) == Math.signum(shown.logRatio()));
        return change(row, Presence.BOTH, row.beforeNanos() * Math.exp(shown.logRatio()),
                new double[]{shown.percent(), shown.low(confidence), shown.high(confidence)},
                significant);
    }

    private Change oneSided(RowEffect row) {
        return change(row, row.beforeNanos() > 0 ? Presence.REMOVED : Presence.ADDED,
                row.afterNanos(), new double[]{Double.NaN, Double.NaN, Double.NaN}, false);
    }

    private Change change(RowEffect row, Presence presence, double afterNanos, double[] percent,
            boolean significant) {
        RowKey key = row.key();
        return new Change(key.resource(), key.kind(), key.name(), key.file(), key.line(),
                presence, row.beforeNanos(), afterNanos,
                tickNanos > 0 ? 100 * row.nanos() / tickNanos : 0,
                percent[0], percent[1], percent[2], significant);
    }

    /** What counts first, then what weighs most; a resource after the rows that explain its change. */
    private static void sort(List<Change> changes) {
        Map<String, Double> leaves = new HashMap<>();
        Map<String, Double> resources = new HashMap<>();
        for (Change change : changes) {
            if (change.significant() && isLeaf(change)) {
                leaves.merge(change.resource(), change.deltaNanos(), Double::sum);
            } else if (change.significant() && change.isResource()) {
                resources.put(change.resource(), change.deltaNanos());
            }
        }
        leaves.forEach(resources::putIfAbsent);
        double all = resources.values().stream().mapToDouble(Double::doubleValue).sum();
        Comparator<Change> order = Comparator.comparing(Change::significant).reversed()
                .thenComparing(Comparator.<Change>comparingDouble(change -> weight(change,
                        change.isTick() ? all : leaves.getOrDefault(change.resource(), 0.0)))
                        .reversed())
                .thenComparing(Change::resource).thenComparing(Change::kind)
                .thenComparing(Change::name).thenComparingInt(Change::line);
        changes.sort(order);
    }

    private static double weight(Change change, double explained) {
        double delta = change.deltaNanos();
        if (isLeaf(change)) {
            return Math.abs(delta);
        }
        double left = delta - explained;
        return Math.abs(left) < UNEXPLAINED * Math.abs(delta) ? 0 : Math.abs(left);
    }

    private static boolean isLeaf(Change change) {
        return !change.isResource() && !change.isTick();
    }

    /**
     * Slower if anything is, but for this: what moved from one function of a resource to another did
     * not make it slower.
     */
    private static Verdict verdict(List<Change> changes) {
        Map<String, Double> net = new HashMap<>();
        changes.stream().filter(Judge::isLeaf)
                .filter(change -> change.significant() || change.presence() != Presence.BOTH)
                .forEach(change -> net.merge(change.resource(), change.deltaNanos(), Double::sum));
        boolean slower = changes.stream().filter(Change::isSlower).anyMatch(
                change -> !isLeaf(change) || net.get(change.resource()) > 0);
        if (slower) {
            return Verdict.SLOWER;
        }
        return changes.stream().anyMatch(change -> change.significant() && change.percent() < 0)
                ? Verdict.FASTER
                : Verdict.SAME;
    }
}

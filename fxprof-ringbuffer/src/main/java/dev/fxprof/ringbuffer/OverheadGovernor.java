package dev.fxprof.ringbuffer;

import dev.fxprof.api.SpanCost;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.SpanBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what recording costs within a share of the tick: functions and natives that are called too
 * often for it are recorded for one call in 2^n, the shortest first, and at last not at all. Ticks,
 * entries, events and the other kinds are always recorded.
 *
 * <p>Assumptions: one thread calls {@link #count} and {@link #act}; any thread asks for
 * {@link #state()}.
 *
 * <p>Guarantees: every change is returned as a step, in order. What was recorded before a change
 * carries the weight it was recorded with.
 */
final class OverheadGovernor {
    /** The model leaves out what it cannot see, such as lines the drain takes: keep a distance. */
    private static final double AIM = 0.7;
    private static final double LOWER = 0.45;
    private static final double UPPER = 0.85;
    private static final long FIRST_WINDOW_NANOS = 100_000_000;
    private static final long WINDOW_NANOS = 500_000_000;
    private static final long LEAST_TICK_NANOS = 10_000_000;

    private final double budget;
    private final SiteRegistry sites;
    private final SiteLoads loads;
    private final SamplingRates rates;
    private final SpanCost cost;
    private long window = FIRST_WINDOW_NANOS;
    private long acted = System.nanoTime();
    private long streamNanos;
    private long steps;
    private volatile OverheadState state;

    OverheadGovernor(double budgetPercent, SpanCost cost, SiteRegistry sites) {
        this.budget = budgetPercent / 100;
        this.sites = sites;
        this.cost = cost;
        loads = new SiteLoads(sites);
        rates = new SamplingRates(loads, cost);
        state = new OverheadState(budgetPercent, 0, true, 0, 0, 0, cost);
    }

    void count(SpanBatch batch) {
        loads.count(batch);
        if (batch.slices() > 0) {
            streamNanos = Math.max(streamNanos, batch.endNanos(0));
        }
    }

    /** Changes what is recorded if it is time and need; returns the changes. */
    List<SamplingStep> act() {
        long now = System.nanoTime();
        if (now - acted < window || loads.tickNanos() < LEAST_TICK_NANOS) {
            return List.of();
        }
        acted = now;
        window = Math.min(2 * window, WINDOW_NANOS);
        loads.fold(rates);
        double share = rates.share();
        boolean restricted = state.sampledSites() + state.notCountedSites() > 0;
        List<SamplingStep> changes = share > UPPER * budget || restricted && share < LOWER * budget
                ? change()
                : List.of();
        report();
        return changes;
    }

    private List<SamplingStep> change() {
        double density = rates.densityFor(AIM * budget);
        List<SamplingStep> changes = new ArrayList<>();
        for (int site = 1; site < loads.size(); site++) {
            int level = loads.rate(site) > 0 ? rates.levelAt(site, density) : rates.level(site);
            if (level != rates.level(site)) {
                rates.level(site, level);
                sites.govern(site,
                        level == SamplingRates.CLOSED ? SiteGates.CLOSED : (1 << level) - 1);
                changes.add(new SamplingStep(streamNanos, site,
                        level == SamplingRates.CLOSED ? SamplingStep.NONE : 1L << level));
            }
        }
        steps += changes.size();
        return changes;
    }

    private void report() {
        int sampled = 0;
        int closed = 0;
        for (int site = 1; site < loads.size(); site++) {
            sampled += rates.level(site) > 0 && rates.level(site) != SamplingRates.CLOSED ? 1 : 0;
            closed += rates.level(site) == SamplingRates.CLOSED ? 1 : 0;
        }
        double share = rates.share();
        state = new OverheadState(budget * 100, share * 100, share <= budget, steps, sampled,
                closed, cost);
    }

    SpanCost cost() {
        return cost;
    }

    OverheadState state() {
        return state;
    }

    /** Nothing where no budget was set. */
    static Optional<OverheadGovernor> of(RecordingOptions options, SiteRegistry sites) {
        return options.overheadBudgetPercent() == 0
                ? Optional.empty()
                : Optional.of(new OverheadGovernor(options.overheadBudgetPercent(),
                        SpanCostMeter.measure(options.clock()), sites));
    }
}

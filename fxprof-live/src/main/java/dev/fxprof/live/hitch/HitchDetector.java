package dev.fxprof.live.hitch;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanObserver;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.export.report.Hitch;
import dev.fxprof.live.recorder.StreamInfo;
import dev.fxprof.live.view.TickPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleToLongFunction;
import java.util.function.LongUnaryOperator;

/**
 * Watches a stream for what breaks a rule. A tick is a hitch once, whatever it breaks.
 *
 * <p>Assumptions: one thread calls all methods.
 */
public final class HitchDetector implements SpanObserver {
    private static final class Thread {
        long lastStart = Long.MIN_VALUE;
        long lastEnd;
        Hitch last;
        boolean wasHitch;
        boolean hasTicks;
    }

    private final List<HitchRule> rules;
    private final long tickInterval;
    private final DoubleToLongFunction percentiles;
    private final Consumer<Broken> hitches;
    private final Consumer<TickPoint> ticks;
    private final LongUnaryOperator millis;
    private final long shortestInterval;
    private final long shortestNative;
    private final Map<Integer, Thread> threads = new HashMap<>();
    private StreamInfo stream;
    private SiteTable sites;
    private long number;

    /**
     * Starts with nothing.
     *
     * @param rules what is a hitch, the most telling first
     * @param tickInterval time that a tick may take, nanoseconds
     * @param percentiles duration of ticks at a percentile of the last 15 minutes, 0 if too few are
     *     known
     * @param hitches takes what broke a rule
     * @param ticks takes every tick
     * @param millis time of day of a moment of the stream
     */
    public HitchDetector(List<HitchRule> rules, long tickInterval,
            DoubleToLongFunction percentiles, Consumer<Broken> hitches, Consumer<TickPoint> ticks,
            LongUnaryOperator millis) {
        this.rules = List.copyOf(rules);
        this.tickInterval = tickInterval;
        this.percentiles = percentiles;
        this.hitches = hitches;
        this.ticks = ticks;
        this.millis = millis;
        shortestInterval = shortest(HitchRule.Kind.INTERVAL);
        shortestNative = shortest(HitchRule.Kind.NATIVE);
    }

    private long shortest(HitchRule.Kind kind) {
        return rules.stream().filter(rule -> rule.kind() == kind)
                .mapToLong(HitchRule::limitNanos).min().orElse(Long.MAX_VALUE);
    }

    /**
     * Says that another stream begins.
     *
     * @param next the stream
     */
    public void stream(StreamInfo next) {
        stream = next;
        sites = next.sites();
        threads.clear();
    }

    @Override
    public void accept(SpanBatch batch) {
        if (batch.slices() == 0) {
            return;
        }
        Thread thread = threads.computeIfAbsent(batch.track(), _ -> new Thread());
        boolean found = false;
        for (int i = 0, slices = batch.slices(); i < slices; i = endOf(batch, i)) {
            if (!batch.isPlaceholder(i) && site(batch, i).kind() == SpanKind.TICK) {
                thread.hasTicks = true;
                found = true;
                tick(batch, i, thread);
            }
        }
        if (!found && !thread.hasTicks) {
            span(batch);
        }
    }

    /** The first slice that is in no tick that begins at a slice. */
    private int endOf(SpanBatch batch, int i) {
        boolean isTick = !batch.isPlaceholder(i) && site(batch, i).kind() == SpanKind.TICK;
        int next = i + 1;
        while (isTick && next < batch.slices() && batch.parent(next) >= i) {
            next++;
        }
        return next;
    }

    private void tick(SpanBatch batch, int i, Thread thread) {
        String name = stream.track(batch.track());
        long start = batch.startNanos(i);
        long duration = batch.endNanos(i) - start;
        long interval = thread.lastStart == Long.MIN_VALUE ? 0 : start - thread.lastStart;
        ticks.accept(new TickPoint(number, millis.applyAsLong(start), duration, interval));
        if (interval > shortestInterval && !thread.wasHitch) {
            interval(name, thread, start, interval);
        }
        thread.wasHitch = false;
        Hitch culprit = null;
        for (HitchRule rule : rules) {
            long over = rule.isAbout(name) ? over(rule, batch, i, duration) : 0;
            if (over > 0) {
                culprit = blame(rule, batch, i, number, name);
                hitches.accept(new Broken(rule, culprit, over, batch.endNanos(i), 0));
                thread.wasHitch = true;
                break;
            }
        }
        boolean isSlow = shortestInterval != Long.MAX_VALUE && duration > shortestInterval / 2;
        thread.last = isSlow && culprit == null
                ? Hitch.of(batch, i, sites, number, name)
                : culprit;
        thread.lastStart = start;
        thread.lastEnd = batch.endNanos(i);
        number++;
    }

    /** What lies before a tick: the tick before, and whatever the thread did after it. */
    private void interval(String name, Thread thread, long start, long interval) {
        for (HitchRule rule : rules) {
            if (rule.kind() == HitchRule.Kind.INTERVAL && rule.isAbout(name)
                    && interval > rule.limitNanos()) {
                Hitch last = thread.last != null
                        ? thread.last
                        : new Hitch(number - 1, thread.lastStart,
                                thread.lastEnd - thread.lastStart, name, "", SpanKind.TICK, "tick",
                                0, 0, List.of());
                hitches.accept(new Broken(rule, last, interval, start, start - thread.lastEnd));
                return;
            }
        }
    }

    /** The value that breaks a rule, or 0. */
    private long over(HitchRule rule, SpanBatch batch, int i, long duration) {
        return switch (rule.kind()) {
            case TICK -> duration > rule.limitNanos() ? duration : 0;
            case PERCENTILE -> {
                long usual = percentiles.applyAsLong(rule.percent());
                yield usual > 0 && duration > rule.limitNanos()
                        && duration > rule.factor() * usual ? duration : 0;
            }
            case SHARE -> {
                double limit = rule.percent() / 100 * tickInterval;
                long most = duration > limit ? largestShare(batch, i) : 0;
                yield most > limit ? most : 0;
            }
            case NATIVE -> duration > shortestNative ? longNative(batch, i, rule) : 0;
            case INTERVAL, SPAN -> 0;
        };
    }

    private long largestShare(SpanBatch batch, int tick) {
        Map<String, Long> shares = new HashMap<>();
        long most = 0;
        int end = endOf(batch, tick);
        for (int i = tick; i < end; i++) {
            if (!batch.isPlaceholder(i) && !site(batch, i).resource().isEmpty()
                    && site(batch, i).kind() != SpanKind.TICK) {
                most = Math.max(most, shares.merge(site(batch, i).resource(), batch.selfNanos(i),
                        Long::sum));
            }
        }
        return most;
    }

    private long longNative(SpanBatch batch, int root, HitchRule rule) {
        int longest = longestNative(batch, root);
        long nanos = longest < 0 ? 0 : batch.endNanos(longest) - batch.startNanos(longest);
        return nanos > rule.limitNanos() ? nanos : 0;
    }

    /** Index of the longest native within a slice, or -1. */
    private int longestNative(SpanBatch batch, int root) {
        int longest = -1;
        long most = -1;
        for (int i = root; i < batch.slices() && (i == root || batch.parent(i) >= root); i++) {
            long nanos = batch.endNanos(i) - batch.startNanos(i);
            if (nanos > most && !batch.isPlaceholder(i)
                    && site(batch, i).kind() == SpanKind.NATIVE) {
                longest = i;
                most = nanos;
            }
        }
        return longest;
    }

    /** A single long native is to blame itself; for all else it is whatever took most of the time. */
    private Hitch blame(HitchRule rule, SpanBatch batch, int root, long tick, String thread) {
        if (rule.kind() != HitchRule.Kind.NATIVE) {
            return Hitch.of(batch, root, sites, tick, thread);
        }
        int culprit = longestNative(batch, root);
        List<Hitch.Step> chain = new ArrayList<>();
        int source = SpanRecorder.NO_SOURCE;
        for (int i = culprit; i >= root; i = batch.parent(i)) {
            if (!batch.isPlaceholder(i)) {
                Site site = site(batch, i);
                chain.addFirst(new Hitch.Step(site.resource(), site.kind(), site.name()));
                source = source == SpanRecorder.NO_SOURCE ? batch.source(i) : source;
            }
        }
        Hitch.Step last = chain.getLast();
        return new Hitch(tick, batch.startNanos(root),
                batch.endNanos(root) - batch.startNanos(root), thread, last.resource(),
                last.kind(), last.name(), source, batch.selfNanos(culprit), chain);
    }

    private void span(SpanBatch batch) {
        String name = stream.track(batch.track());
        long duration = batch.endNanos(0) - batch.startNanos(0);
        for (HitchRule rule : rules) {
            boolean broken = rule.isAbout(name)
                    && (rule.kind() == HitchRule.Kind.SPAN && duration > rule.limitNanos()
                            || rule.kind() == HitchRule.Kind.NATIVE && duration > shortestNative
                                    && longNative(batch, 0, rule) > 0);
            if (broken) {
                hitches.accept(new Broken(rule, blame(rule, batch, 0, -1, name), duration,
                        batch.endNanos(0), 0));
                return;
            }
        }
    }

    private Site site(SpanBatch batch, int i) {
        return sites.site(batch.site(i));
    }
}

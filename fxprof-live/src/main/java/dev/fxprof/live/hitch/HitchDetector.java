package dev.fxprof.live.hitch;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanObserver;
import dev.fxprof.export.report.Hitch;
import dev.fxprof.live.recorder.StreamInfo;
import dev.fxprof.live.view.TickPoint;
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
    /** Who is to blame for a slice, and what it was spread over if nobody is. */
    private record Blame(Hitch hitch, Broken.Spread spread) {}

    private static final class Thread {
        long lastStart = Long.MIN_VALUE;
        long lastEnd;
        Blame last;
        /** The longest span since the last tick that is in no tick. */
        Hitch loose;
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

    /** Says that spans of all threads are missing, so that nobody knows how long ago their last tick was. */
    public void gap() {
        threads.values().forEach(HitchDetector::gap);
    }

    @Override
    public void lost(int track, long nanos, long records) {
        Thread thread = threads.get(track);
        if (thread != null) {
            gap(thread);
        }
    }

    private static void gap(Thread thread) {
        thread.lastStart = Long.MIN_VALUE;
        thread.wasHitch = false;
        thread.last = null;
        thread.loose = null;
    }

    @Override
    public void accept(SpanBatch batch) {
        if (batch.slices() == 0) {
            return;
        }
        Thread thread = threads.computeIfAbsent(batch.track(), _ -> new Thread());
        int slices = batch.slices();
        thread.hasTicks = thread.hasTicks || hasTick(batch, 0, slices);
        for (int i = 0; i < slices; i = isTick(batch, i) ? endOf(batch, i) : i + 1) {
            if (isTick(batch, i)) {
                tick(batch, i, thread);
            } else if (batch.parent(i) < 0 && !batch.isPlaceholder(i)) {
                if (thread.hasTicks) {
                    loose(batch, i, thread);
                } else {
                    span(batch, i);
                }
            }
        }
    }

    private boolean isTick(SpanBatch batch, int i) {
        return !batch.isPlaceholder(i) && site(batch, i).kind() == SpanKind.TICK;
    }

    private boolean hasTick(SpanBatch batch, int from, int end) {
        for (int i = from; i < end; i++) {
            if (isTick(batch, i)) {
                return true;
            }
        }
        return false;
    }

    /** The first slice after those within a slice. */
    private static int endOf(SpanBatch batch, int i) {
        int next = i + 1;
        while (next < batch.slices() && batch.parent(next) >= i) {
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
        if (interval > shortestInterval) {
            interval(name, thread, start, interval);
        }
        thread.wasHitch = false;
        thread.last = null;
        for (HitchRule rule : rules) {
            long over = rule.isAbout(name) ? over(rule, batch, i, duration) : 0;
            if (over > 0) {
                thread.last = blame(rule, batch, i, number, name);
                broken(rule, thread.last, over, batch.endNanos(i), 0);
                thread.wasHitch = true;
                break;
            }
        }
        if (thread.last == null && duration > shortestInterval / 2) {
            thread.last = blame(batch, i, number, name);
        }
        thread.lastStart = start;
        thread.lastEnd = batch.endNanos(i);
        thread.loose = null;
        number++;
    }

    private void broken(HitchRule rule, Blame blame, long nanos, long end, long outside) {
        hitches.accept(new Broken(rule, blame.hitch, nanos, end, outside, blame.spread));
    }

    /** What a thread with ticks does in none of them is to blame for an interval that it makes long. */
    private void loose(SpanBatch batch, int root, Thread thread) {
        long duration = batch.endNanos(root) - batch.startNanos(root);
        boolean isLongest = thread.loose == null || duration > thread.loose.durationNanos();
        if (isLongest && duration > shortestInterval / 4
                && !hasTick(batch, root, endOf(batch, root))) {
            thread.loose = Hitch.of(batch, root, sites, number - 1,
                    stream.track(batch.track()));
        }
    }

    /**
     * What lies before a tick: the tick before, and whatever the thread did after it. A tick that was a
     * hitch itself has been told of, so what came after it has to be too long by itself.
     */
    private void interval(String name, Thread thread, long start, long interval) {
        long gap = start - thread.lastEnd;
        long value = thread.wasHitch ? gap : interval;
        for (HitchRule rule : rules) {
            if (rule.kind() == HitchRule.Kind.INTERVAL && rule.isAbout(name)
                    && value > rule.limitNanos()) {
                if (!thread.wasHitch && gap <= thread.lastEnd - thread.lastStart) {
                    broken(rule, thread.last, interval, start, gap);
                } else if (thread.loose != null && 2 * thread.loose.durationNanos() > gap) {
                    broken(rule, new Blame(thread.loose, null), interval, start,
                            gap - thread.loose.durationNanos());
                } else {
                    Hitch nobody = new Hitch(number - 1, thread.lastEnd, 0, name, "",
                            SpanKind.TICK, "tick", 0, 0, List.of());
                    broken(rule, new Blame(nobody, null), interval, start, gap);
                }
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
                long most = duration > limit ? shares(batch, i).spread().nanos() : 0;
                yield most > limit ? most : 0;
            }
            case NATIVE -> duration > shortestNative ? longNative(batch, i, rule) : 0;
            case INTERVAL, SPAN -> 0;
        };
    }

    private Shares shares(SpanBatch batch, int root) {
        return new Shares(batch, root, endOf(batch, root), sites);
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

    /** What broke a rule by itself is to blame; for all else it is whatever took most of the time. */
    private Blame blame(HitchRule rule, SpanBatch batch, int root, long tick, String thread) {
        return switch (rule.kind()) {
            case NATIVE -> new Blame(Shares.culpritAt(batch, sites, root,
                    longestNative(batch, root), tick, thread), null);
            case SHARE -> new Blame(shares(batch, root).blame(tick, thread), null);
            default -> blame(batch, root, tick, thread);
        };
    }

    private Blame blame(SpanBatch batch, int root, long tick, String thread) {
        Hitch hitch = Hitch.of(batch, root, sites, tick, thread);
        return new Blame(hitch,
                hitch.kind() == SpanKind.TICK ? shares(batch, root).spread() : null);
    }

    private void span(SpanBatch batch, int root) {
        String name = stream.track(batch.track());
        long duration = batch.endNanos(root) - batch.startNanos(root);
        for (HitchRule rule : rules) {
            boolean broken = rule.isAbout(name)
                    && (rule.kind() == HitchRule.Kind.SPAN && duration > rule.limitNanos()
                            || rule.kind() == HitchRule.Kind.NATIVE && duration > shortestNative
                                    && longNative(batch, root, rule) > 0);
            if (broken) {
                broken(rule, blame(rule, batch, root, -1, name), duration, batch.endNanos(root),
                        0);
                return;
            }
        }
    }

    private Site site(SpanBatch batch, int i) {
        return sites.site(batch.site(i));
    }
}

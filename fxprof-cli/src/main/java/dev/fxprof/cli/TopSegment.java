package dev.fxprof.cli;

import dev.fxprof.api.Site;
import dev.fxprof.live.view.RunningView;
import dev.fxprof.ringbuffer.LiveSampler;
import dev.fxprof.ringbuffer.SegmentView;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Samples of the open spans of a segment. */
final class TopSegment implements TopSource {
    private static final long SECOND_NANOS = 1_000_000_000;

    private final SegmentView view;
    private final int intervalMillis;
    private final int hertz;
    private double recordsPerSecond;

    TopSegment(SegmentView view, int intervalMillis, int hertz) {
        this.view = view;
        this.intervalMillis = intervalMillis;
        this.hertz = hertz;
    }

    /** Looks at the process for an interval. */
    LiveSampler sample() {
        LiveSampler sampler = LiveSampler.of(view);
        long offered = view.cost().offered();
        long from = System.nanoTime();
        long end = from + intervalMillis * 1_000_000L;
        for (long due = from; due < end; due += SECOND_NANOS / hertz) {
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            sampler.sample();
        }
        recordsPerSecond = (view.cost().offered() - offered) * (double) SECOND_NANOS
                / (System.nanoTime() - from);
        return sampler;
    }

    /** The process, and how much it recorded while it was looked at last. */
    String heading() {
        return String.format(Locale.ROOT, "%s, process %d%s: %,.0f records/s, %,d dropped",
                view.title(), view.process().pid(), view.isLive() ? "" : " (ended)",
                recordsPerSecond, view.cost().dropped());
    }

    @Override
    public TopFrame next() {
        LiveSampler sampler = sample();
        long samples = sampler.samples();
        return new TopFrame(heading(), String.format(Locale.ROOT,
                "%,d samples of open spans, %.0f %% found none", samples,
                samples == 0 ? 0 : 100.0 * sampler.idle() / samples), view.isLive(), samples,
                sampler.rows().stream().map(TopSegment::row).toList());
    }

    private static TopFrame.Row row(LiveSampler.Row row) {
        Site site = row.site();
        return new TopFrame.Row(site.resource(), site.kind().label(), site.name(), row.self(),
                row.total());
    }

    @Override
    public RunningView running() {
        return RunningNow.of(view);
    }
}

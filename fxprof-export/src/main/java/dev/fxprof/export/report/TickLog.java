package dev.fxprof.export.report;

import dev.fxprof.api.SpanBatch;
import java.util.List;

/** Durations of the ticks, and the slow ones with what caused them. */
final class TickLog {
    private static final int SLOWEST_TICKS = 10;
    private static final int MOST_HITCHES = 1000;
    private static final int STEP_NANOS = 64;

    private final StatisticsOptions options;
    private final SiteIndex sites;
    private final Durations times = new Durations(STEP_NANOS);
    private final SlowestTicks slowest = new SlowestTicks(SLOWEST_TICKS);
    private final SlowestTicks hitches = new SlowestTicks(MOST_HITCHES);
    private long count;
    private long nanos;
    private long hitchCount;

    TickLog(StatisticsOptions options, SiteIndex sites) {
        this.options = options;
        this.sites = sites;
    }

    /** Adds the tick that a slice of a batch is. */
    void add(SpanBatch batch, int i, String thread) {
        long duration = Math.max(0, batch.endNanos(i) - batch.startNanos(i));
        times.add(duration);
        nanos += duration;
        boolean hitch = duration > options.hitchNanos();
        if (hitch && options.resource() == null) {
            hitchCount++;
        }
        boolean keep = hitch && hitches.takes(duration);
        if (keep || slowest.takes(duration)) {
            Hitch found = new CulpritFinder(batch, sites::site, i).find(number(), thread);
            keep(found, keep);
        }
        count++;
    }

    private void keep(Hitch found, boolean asHitch) {
        if (options.resource() != null && found.chain().stream()
                .noneMatch(step -> step.resource().equals(options.resource()))) {
            return;
        }
        if (asHitch) {
            hitches.add(found);
        }
        if (slowest.takes(found.durationNanos())) {
            slowest.add(found);
        }
    }

    private long number() {
        return options.isSelection() ? options.tickNumbers().applyAsLong(count) : count;
    }

    long count() {
        return count;
    }

    long nanos() {
        return nanos;
    }

    TickTimes times() {
        return new TickTimes(count == 0 ? 0 : nanos / count, times.percentile(50),
                times.percentile(99), times.max(), times.percentile(95));
    }

    /** Ticks beyond the threshold; with one resource alone, those kept that it had a part in. */
    long hitchCount() {
        return options.resource() == null ? hitchCount : hitches.inOrder().size();
    }

    List<Hitch> hitches() {
        return hitches.inOrder();
    }

    List<Hitch> slowest() {
        return slowest.longestFirst();
    }

    long bytes() {
        return times.bytes();
    }
}

package dev.fxprof.live.aggregate;

import dev.fxprof.live.view.ResourceLive;
import dev.fxprof.live.view.TickSummary;
import dev.fxprof.live.view.WindowView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.HdrHistogram.Histogram;

/** Makes windows of buckets: exact percentiles up to a minute, to two digits above. */
final class Windows {
    static final int LONGEST = 900;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final double PERCENT = 100;
    private static final Comparator<ResourceLive> ORDER = Comparator
            .comparingLong(ResourceLive::selfNanos).reversed()
            .thenComparing(ResourceLive::name);

    private interface Sums {
        long of(int resource, Sum what);
    }

    private record Spread(long p50, long p99, long max) {}

    private final Resources resources;
    private final IntToLongFunction memory;
    private final LongList values = new LongList();
    private final Histogram distribution = Minute.sumOfHistograms();

    Windows(Resources resources, IntToLongFunction memory) {
        this.resources = resources;
        this.memory = memory;
    }

    WindowView of(int length, List<Bucket> buckets) {
        values.clear();
        long count = 0;
        long nanos = 0;
        long max = 0;
        long over = 0;
        for (Bucket bucket : buckets) {
            values.addAll(bucket.ticks.values());
            count += bucket.ticks.count();
            nanos += bucket.ticks.sum();
            max = Math.max(max, bucket.ticks.max());
            over += bucket.overBudget;
        }
        values.sort();
        TickSummary tick = new TickSummary(count, count == 0 ? 0 : nanos / count,
                values.percentile(50), values.percentile(99), max, over);
        Sums sums = (resource, what) -> {
            long sum = 0;
            for (Bucket bucket : buckets) {
                sum += bucket.get(resource, what);
            }
            return sum;
        };
        long covered = buckets.size() * SECOND_NANOS;
        List<ResourceLive> rows = new ArrayList<>();
        for (int i = 0; i < resources.size(); i++) {
            if (ran(sums, i)) {
                rows.add(row(i, sums, spread(buckets, i), count > 0 ? nanos : covered, covered));
            }
        }
        rows.sort(ORDER);
        return new WindowView(length, covered, tick,
                buckets.stream().mapToLong(bucket -> bucket.spans).sum(),
                buckets.stream().mapToLong(bucket -> bucket.slices).sum(), rows);
    }

    private Spread spread(List<Bucket> buckets, int resource) {
        values.clear();
        long max = 0;
        for (Bucket bucket : buckets) {
            values.addAll(bucket.inTicks(resource).values());
            max = Math.max(max, bucket.inTicks(resource).max());
        }
        values.sort();
        return new Spread(values.percentile(50), values.percentile(99), max);
    }

    WindowView of(List<Minute> minutes) {
        distribution.reset();
        minutes.forEach(minute -> minute.addTickTimes(distribution));
        long count = minutes.stream().mapToLong(minute -> minute.ticks).sum();
        long nanos = minutes.stream().mapToLong(minute -> minute.tickNanos).sum();
        Spread ticks = spread(minutes.stream().mapToLong(minute -> minute.maxTick).max()
                .orElse(0));
        TickSummary tick = new TickSummary(count, count == 0 ? 0 : nanos / count, ticks.p50,
                ticks.p99, ticks.max,
                minutes.stream().mapToLong(minute -> minute.overBudget).sum());
        Sums sums = (resource, what) -> {
            long sum = 0;
            for (Minute minute : minutes) {
                sum += minute.get(resource, what);
            }
            return sum;
        };
        long covered = minutes.stream().mapToLong(minute -> minute.seconds).sum() * SECOND_NANOS;
        List<ResourceLive> rows = new ArrayList<>();
        for (int i = 0; i < resources.size(); i++) {
            if (ran(sums, i)) {
                rows.add(row(i, sums, spreadOf(minutes, i), count > 0 ? nanos : covered, covered));
            }
        }
        rows.sort(ORDER);
        return new WindowView(LONGEST, covered, tick,
                minutes.stream().mapToLong(minute -> minute.spans).sum(),
                minutes.stream().mapToLong(minute -> minute.slices).sum(), rows);
    }

    /** Duration of ticks at a percentile; 0 if there are fewer ticks than asked for. */
    long percentile(List<Minute> minutes, double percent, long least) {
        distribution.reset();
        minutes.forEach(minute -> minute.addTickTimes(distribution));
        return distribution.getTotalCount() < least
                ? 0
                : distribution.getValueAtPercentile(percent);
    }

    private Spread spreadOf(List<Minute> minutes, int resource) {
        distribution.reset();
        long max = 0;
        for (Minute minute : minutes) {
            minute.addInTicks(resource, distribution);
            max = Math.max(max, minute.most(resource));
        }
        return spread(max);
    }

    private Spread spread(long max) {
        return distribution.getTotalCount() == 0
                ? new Spread(0, 0, 0)
                : new Spread(Math.min(max, distribution.getValueAtPercentile(50)),
                        Math.min(max, distribution.getValueAtPercentile(99)), max);
    }

    private static boolean ran(Sums sums, int resource) {
        for (Sum sum : Sum.values()) {
            if (sums.of(resource, sum) != 0) {
                return true;
            }
        }
        return false;
    }

    private ResourceLive row(int i, Sums sums, Spread spread, long whole, long covered) {
        double seconds = (double) covered / SECOND_NANOS;
        long self = sums.of(i, Sum.SELF);
        return new ResourceLive(resources.name(i), sums.of(i, Sum.CALLS), self,
                sums.of(i, Sum.TOTAL), whole == 0 ? 0 : PERCENT * self / whole, spread.p50,
                spread.p99, spread.max, sums.of(i, Sum.CALLS) / seconds,
                sums.of(i, Sum.EVENTS) / seconds, sums.of(i, Sum.NATIVES) / seconds,
                sums.of(i, Sum.TASKS) / seconds, sums.of(i, Sum.BYTES_IN) / seconds,
                sums.of(i, Sum.BYTES_OUT) / seconds, memory.applyAsLong(i));
    }
}

package dev.fxprof.live.aggregate;

import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.ShortCountsHistogram;

/** The sums of up to a minute: distributions instead of single values, to two digits. */
final class Minute {
    private static final int DIGITS = 2;
    private static final int STEP_NANOS = 1024;

    long minute = Long.MIN_VALUE;
    long seconds;
    long spans;
    long slices;
    long profilerNanos;
    long ticks;
    long tickNanos;
    long maxTick;
    long overBudget;
    private long[] sums = new long[0];
    private long[] most = new long[0];
    /** A second has at most a few hundred values, so two bytes a count are enough. */
    private ShortCountsHistogram tickTimes = histogram();
    private ShortCountsHistogram[] inTicks = new ShortCountsHistogram[0];

    private static ShortCountsHistogram histogram() {
        ShortCountsHistogram histogram = new ShortCountsHistogram(STEP_NANOS, 2 * STEP_NANOS,
                DIGITS);
        histogram.setAutoResize(true);
        return histogram;
    }

    static Histogram sumOfHistograms() {
        Histogram histogram = new Histogram(STEP_NANOS, 2 * STEP_NANOS, DIGITS);
        histogram.setAutoResize(true);
        return histogram;
    }

    void start(long newMinute) {
        minute = newMinute;
        seconds = 0;
        spans = 0;
        slices = 0;
        profilerNanos = 0;
        ticks = 0;
        tickNanos = 0;
        maxTick = 0;
        overBudget = 0;
        Arrays.fill(sums, 0);
        Arrays.fill(most, 0);
        tickTimes = histogram();
        Arrays.fill(inTicks, null);
    }

    /** Adds a second that is over. */
    void add(Bucket second, int resources) {
        seconds++;
        spans += second.spans;
        slices += second.slices;
        profilerNanos += second.profilerNanos;
        ticks += second.ticks.count();
        tickNanos += second.ticks.sum();
        maxTick = Math.max(maxTick, second.ticks.max());
        overBudget += second.overBudget;
        record(tickTimes, second.ticks.values());
        if (resources > most.length) {
            sums = Arrays.copyOf(sums, 2 * resources * Sum.COUNT);
            most = Arrays.copyOf(most, 2 * resources);
            inTicks = Arrays.copyOf(inTicks, 2 * resources);
        }
        for (int resource = 0; resource < resources; resource++) {
            addResource(second, resource);
        }
    }

    private void addResource(Bucket second, int resource) {
        for (Sum sum : Sum.values()) {
            sums[resource * Sum.COUNT + sum.ordinal()] += second.get(resource, sum);
        }
        TickValues values = second.inTicks(resource);
        if (values.count() > 0) {
            if (inTicks[resource] == null) {
                inTicks[resource] = histogram();
            }
            record(inTicks[resource], values.values());
            most[resource] = Math.max(most[resource], values.max());
        }
    }

    private static void record(ShortCountsHistogram to, LongList values) {
        for (int i = 0; i < values.size(); i++) {
            to.recordValue(Math.max(0, values.get(i)));
        }
    }

    long get(int resource, Sum what) {
        int at = resource * Sum.COUNT + what.ordinal();
        return at < sums.length ? sums[at] : 0;
    }

    long most(int resource) {
        return resource < most.length ? most[resource] : 0;
    }

    void addTickTimes(Histogram to) {
        to.add(tickTimes);
    }

    void addInTicks(int resource, Histogram to) {
        if (resource < inTicks.length && inTicks[resource] != null) {
            to.add(inTicks[resource]);
        }
    }
}

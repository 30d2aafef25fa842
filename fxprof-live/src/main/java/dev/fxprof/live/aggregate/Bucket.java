package dev.fxprof.live.aggregate;

import java.util.Arrays;

/** The sums of one second. */
final class Bucket {
    private static final TickValues NONE = new TickValues();

    /** Seconds since the start of the stream. */
    long second = Long.MIN_VALUE;
    long spans;
    long slices;
    long profilerNanos;
    int hitches;
    long overBudget;
    final TickValues ticks = new TickValues();
    private long[] sums = new long[0];
    /** By resource its self time in each tick in which it ran. */
    private TickValues[] inTicks = new TickValues[0];

    void start(long newSecond) {
        second = newSecond;
        spans = 0;
        slices = 0;
        profilerNanos = 0;
        hitches = 0;
        overBudget = 0;
        ticks.clear();
        Arrays.fill(sums, 0);
        for (TickValues values : inTicks) {
            if (values != null) {
                values.clear();
            }
        }
    }

    void add(int resource, Sum what, long amount) {
        int at = resource * Sum.COUNT + what.ordinal();
        if (at >= sums.length) {
            sums = Arrays.copyOf(sums, Math.max(64 * Sum.COUNT, 2 * (resource + 1) * Sum.COUNT));
        }
        sums[at] += amount;
    }

    long get(int resource, Sum what) {
        int at = resource * Sum.COUNT + what.ordinal();
        return at < sums.length ? sums[at] : 0;
    }

    void addTick(long nanos, long budget) {
        ticks.add(nanos);
        overBudget += nanos > budget ? 1 : 0;
    }

    void addInTick(int resource, long selfNanos) {
        if (resource >= inTicks.length) {
            inTicks = Arrays.copyOf(inTicks, Math.max(64, 2 * (resource + 1)));
        }
        if (inTicks[resource] == null) {
            inTicks[resource] = new TickValues();
        }
        inTicks[resource].add(selfNanos);
    }

    TickValues inTicks(int resource) {
        return resource < inTicks.length && inTicks[resource] != null ? inTicks[resource] : NONE;
    }
}

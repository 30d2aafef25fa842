package dev.fxprof.live.aggregate;

/**
 * One value a tick, over a second. Count, sum and maximum are exact; the values themselves are, up to as
 * many as a fast server has ticks, and beyond that a sample in which each has the same chance.
 */
final class TickValues {
    private static final int MOST = 256;

    private final LongList values = new LongList();
    private long count;
    private long sum;
    private long max;
    private long chance = 0x9E3779B97F4A7C15L;

    void add(long value) {
        count++;
        sum += value;
        max = Math.max(max, value);
        if (values.size() < MOST) {
            values.add(value);
            return;
        }
        chance ^= chance << 13;
        chance ^= chance >>> 7;
        chance ^= chance << 17;
        long place = Long.remainderUnsigned(chance, count);
        if (place < MOST) {
            values.set((int) place, value);
        }
    }

    void clear() {
        values.clear();
        count = 0;
        sum = 0;
        max = 0;
    }

    long count() {
        return count;
    }

    long sum() {
        return sum;
    }

    long max() {
        return max;
    }

    /** All values, or a sample of them. */
    LongList values() {
        return values;
    }
}

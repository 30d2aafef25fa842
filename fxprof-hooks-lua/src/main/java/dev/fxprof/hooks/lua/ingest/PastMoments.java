package dev.fxprof.hooks.lua.ingest;

/**
 * What moments of earlier windows count on the time of the window now: a thread may have been made long
 * before it begins, and the clock may have stepped in between.
 *
 * <p>Agents forget what they made before a step back that they saw; one that did not see it may still
 * tell of a moment before all those after the step, which is not known any more. {@value #MOST} steps
 * ahead are remembered.
 */
final class PastMoments {
    private static final int MOST = 16;

    private final long[] cut = new long[MOST];
    private final long[] ahead = new long[MOST];
    private int count;
    private long first = Long.MIN_VALUE;

    /** Begins a session. */
    void clear() {
        count = 0;
        first = Long.MIN_VALUE;
    }

    /** Moments before this are not known any more. */
    void forget(long before) {
        count = 0;
        first = before;
    }

    /** A window with these steps is over. */
    void add(ClockSteps steps) {
        if (steps.wentBack()) {
            forget(steps.behind());
        } else if (steps.ahead() != 0) {
            if (count == MOST) {
                first = Math.max(first, cut[0]);
                System.arraycopy(cut, 1, cut, 0, --count);
                System.arraycopy(ahead, 1, ahead, 0, count);
            }
            cut[count] = steps.cut();
            ahead[count++] = steps.ahead();
        }
    }

    boolean knows(long moment) {
        return moment >= first;
    }

    /** What was taken out since a moment of an earlier window. */
    long since(long moment) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += moment < cut[i] ? ahead[i] : 0;
        }
        return sum;
    }
}

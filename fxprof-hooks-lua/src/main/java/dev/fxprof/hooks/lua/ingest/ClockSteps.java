package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.hooks.lua.spool.SyncFrame;

/**
 * How the agents' clock moved within one window. Each VM sees a step between two stamps of its own, so
 * the one that saw the most of it comes closest to the truth. What only one wake-up of the collector
 * to the next can show counts as well.
 *
 * <p>A step back is known by its number in the window; after it stamps count so much more that none is
 * before one before the step. A step ahead of a second or more is taken out where the collector slept
 * that long.
 */
final class ClockSteps {
    static final int MOST = 15;

    /** Less than this may be a hitch, and spoils no table. */
    private static final long LEAST_AHEAD = 1_000_000_000L;
    /** Nothing ran for so long at most while the clock stepped. */
    private static final long MOST_SLEEP = 60_000_000_000L;
    /** The server's timer shows milliseconds. */
    private static final long TIMER_ERROR = 20_000_000L;
    static final long NEVER = Long.MIN_VALUE;

    private final long[] back = new long[MOST];
    private final long[] border = new long[MOST];
    private int count;
    private long behind;
    private long ahead;
    private long cut;
    private long from;
    private long to;

    void clear() {
        count = 0;
        ahead = 0;
    }

    /** One of the sources saw its step of that number, from 0: the last stamp before, the first after. */
    void saw(int number, long before, long after) {
        if (number >= MOST || after > before) {
            return;
        }
        while (count <= number) {
            back[count] = 0;
            border[count++] = NEVER;
            behind = Long.MAX_VALUE;
        }
        if (number == count - 1) {
            behind = Math.min(behind, after);
        }
        back[number] = Math.max(back[number], before - after + 1);
        border[number] = Math.max(border[number], before);
    }

    /**
     * Ends the window.
     *
     * @param previous the moment at which it began, or {@link #NEVER} if that is not known
     */
    void end(long previous, SyncFrame sync) {
        from = previous;
        to = sync.nanos();
        int number = 0;
        long last = previous;
        long longest = 0;
        long sleptFrom = NEVER;
        for (int i = 0; i <= sync.wakes(); i++) {
            long next = i < sync.wakes() ? sync.wake(i) : to;
            if (last != NEVER && next < last) {
                saw(number++, last, next);
            } else if (last != NEVER && next - last > longest) {
                longest = next - last;
                sleptFrom = last;
            }
            last = next;
        }
        if (count == 1) {
            // The server's timer saw how long nothing ran, which no stamp shows.
            back[0] = Math.max(back[0], Math.min(-sync.step(), back[0] + MOST_SLEEP));
        }
        long least = sync.step() - TIMER_ERROR;
        if (count == 0 && least >= LEAST_AHEAD && longest >= least) {
            ahead = least;
            cut = sleptFrom + least;
        }
    }

    /** Whether the clock went back in the window. */
    boolean wentBack() {
        return count > 0;
    }

    /** The first stamp after the last step back. */
    long behind() {
        return behind;
    }

    /** How far ahead the clock stepped in the window, or 0. */
    long ahead() {
        return ahead;
    }

    /** The first stamp behind a step ahead. */
    long cut() {
        return cut;
    }

    /** Steps that a stamp is behind, of a source that saw none itself. */
    int guess(long start, long end) {
        if (count == 0 || from != NEVER && start >= from && start > to) {
            return 0;
        }
        return from != NEVER && start < from || end > border[0] ? count : 0;
    }

    /** How much more a stamp counts than it shows. */
    long shift(long stamp, int stepsBefore) {
        long sum = ahead != 0 && stamp >= cut ? -ahead : 0;
        for (int i = 0; i < stepsBefore && i < count; i++) {
            sum += back[i];
        }
        return sum;
    }

    /** How much more all stamps count after the window. */
    long total() {
        return shift(Long.MAX_VALUE, count);
    }

    boolean any(SyncFrame sync) {
        return count > 0 || sync.step() != 0;
    }
}

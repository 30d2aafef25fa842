package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.hooks.lua.spool.SyncFrame;

/** Puts the records of a window in order, on the capture's time, and nests them. */
final class WindowOrder {
    private final Window window;
    private final Forest forest;
    private final CauseLinks causes = new CauseLinks();
    private final PastMoments past = new PastMoments();
    private long shift;
    private long from;
    private long to;
    private long least;
    private long clipped;
    private long misfits;

    WindowOrder(Window window, Forest forest) {
        this.window = window;
        this.forest = forest;
    }

    /** Nanoseconds to be added to a stamp after the last window. */
    long shift() {
        return shift;
    }

    void shift(long nanos) {
        shift = nanos;
    }

    /** Begins a session, whose stamps count as they are at first. */
    void begin() {
        shift = 0;
        past.clear();
    }

    /** The same after a gap: what was before it is on a time that is not known. */
    void skip(long nanos, long end) {
        shift += nanos;
        past.forget(end);
    }

    /** Stamps that were moved so far so that slices lie in their window and nest. */
    long mended() {
        return clipped + forest.mended();
    }

    /** Links of the last window whose slice is not there, and slices that fit nowhere. */
    long misfits() {
        return misfits;
    }

    /** The end of the last window. */
    long end() {
        return to;
    }

    /**
     * Orders a window that a SYNC frame ends.
     *
     * @param floor nothing may be before it
     * @param isFirst whether the session's clock is yet to be tied to the capture's
     */
    void order(SyncFrame sync, long floor, boolean isFirst) {
        order(sync.nanos() + shift + window.clock.total(), floor, isFirst, firstWake(sync));
        shift += window.clock.total();
        past.add(window.clock);
    }

    private long firstWake(SyncFrame sync) {
        return sync.wakes() == 0 ? sync.nanos() : Math.min(sync.nanos(), sync.wake(0));
    }

    /** Orders what is left behind the last SYNC frame. */
    void orderRest(long floor) {
        long last = floor;
        for (int i = 0; i < window.slices; i++) {
            long end = window.end[i] + shift;
            if (end < floor + Window.LONGEST_NANOS) {
                last = Math.max(last, end);
            }
        }
        order(last, floor, false, 0);
    }

    private void order(long end, long floor, boolean isFirst, long firstWake) {
        misfits = 0;
        if (window.noRoom > 0) {
            // Without some of them the parents of others would be wrong.
            misfits = window.slices + window.links + window.noRoom;
            to = end;
            tie(isFirst, floor, firstWake + shift);
            return;
        }
        to = end;
        from = isFirst ? Window.BEFORE_ALL : floor;
        int kept = times();
        tie(isFirst, floor, Math.min(least, firstWake + shift));
        causes.index(window);
        nest(keys(kept));
        misfits += window.links - found;
    }

    private int found;

    /** Moves a session that would begin before the capture's end behind it. */
    private void tie(boolean isFirst, long floor, long first) {
        long behind = isFirst && first < floor ? floor - first : 0;
        shift += behind;
        to += behind;
        for (int i = 0; behind > 0 && i < window.slices; i++) {
            window.start[i] += behind;
            window.end[i] += behind;
        }
        for (int j = 0; behind > 0 && j < window.links; j++) {
            window.linkFromNanos[j] += behind;
        }
    }

    /** Maps all stamps; lays the indexes of slices that fit into the keys and returns how many. */
    private int times() {
        least = Long.MAX_VALUE;
        long earliest = Math.max(from, to - Window.LONGEST_NANOS);
        int kept = 0;
        for (int i = 0; i < window.slices; i++) {
            if (window.mapTimes(i, shift) && fits(i, earliest)) {
                least = Math.min(least, window.start[i]);
                window.key[kept++] = i;
            } else {
                misfits++;
            }
        }
        linkTimes();
        return kept;
    }

    private void linkTimes() {
        for (int j = 0; j < window.links; j++) {
            long moment = window.linkFromNanos[j];
            if (past.knows(moment)) {
                window.linkFromNanos[j] += shift + past.since(moment)
                        + window.clock.shift(moment, window.linkSteps[j]);
            } else {
                window.linkTo[j] = 0;
            }
        }
    }

    private boolean fits(int i, long earliest) {
        long start = window.start[i];
        long end = window.end[i];
        if (start < earliest - Forest.SMALL_NANOS || end < earliest - Forest.SMALL_NANOS
                || end > to + Forest.SMALL_NANOS) {
            return false;
        }
        if (start < earliest || end > to) {
            clipped++;
            window.start[i] = Math.clamp(start, earliest, to);
            window.end[i] = Math.clamp(end, window.start[i], to);
        }
        return true;
    }

    private int keys(int kept) {
        long base = kept == 0 ? 0 : window.start[(int) window.key[0]];
        for (int k = 1; k < kept; k++) {
            base = Math.min(base, window.start[(int) window.key[k]]);
        }
        for (int k = 0; k < kept; k++) {
            int i = (int) window.key[k];
            window.key[k] = window.start[i] - base << Window.INDEX_BITS | i;
        }
        window.sort(kept);
        return kept;
    }

    private void nest(int kept) {
        found = 0;
        forest.closeAll();
        int mask = (1 << Window.INDEX_BITS) - 1;
        for (int k = 0; k < kept; k++) {
            int i = (int) window.key[k] & mask;
            Vm vm = window.vms.get(window.vm[i]);
            long span = vm.span(window.id[i]);
            int at = forest.add(window.start[i], window.end[i], span, window.site[i],
                    window.marks[i], window.source[i]);
            if (at == Forest.NONE) {
                misfits++;
            } else {
                links(vm, i, at, span);
            }
        }
        forest.closeAll();
    }

    private void links(Vm vm, int i, int at, long span) {
        int marks = window.marks[i];
        boolean continued = (marks & Marks.CONTINUED) != 0;
        if (continued) {
            long before = vm.suspended.take(window.id[i]);
            if (before != SuspendedSpans.NONE) {
                forest.link(true, span, Math.min(before, forest.start[at]));
            }
        } else {
            int link = causes.first(span);
            while (link != CauseLinks.NONE) {
                forest.link(false, window.linkFrom[link],
                        Math.min(window.linkFromNanos[link], forest.start[at]));
                found++;
                link = causes.next(link, span);
            }
        }
        if ((marks & Marks.LAST) == 0) {
            vm.suspended.put(window.id[i], forest.end[at]);
        }
    }
}

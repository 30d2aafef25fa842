package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.hooks.lua.spool.VmFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records of one window as they came, until its end puts them in order.
 *
 * <p>Guarantees: memory is bounded by {@value #MOST} slices and as many links; once it has grown,
 * adding and sorting allocate nothing.
 */
final class Window {
    static final int MOST = 1 << 19;

    /** A sort key is a distance in time and an index. */
    static final int INDEX_BITS = 20;
    static final long LONGEST_NANOS = 1L << 42;
    /** A moment before all others from which distances can still be taken. */
    static final long BEFORE_ALL = Long.MIN_VALUE / 4;
    /** Stamps of one VM are never equal, so more than this are no agents' work. */
    private static final int MOST_EQUAL = 64;

    int slices;
    long[] start = new long[1024];
    long[] end = new long[1024];
    long[] id = new long[1024];
    int[] site = new int[1024];
    int[] marks = new int[1024];
    int[] source = new int[1024];
    int[] vm = new int[1024];
    byte[] steps = new byte[1024];

    int links;
    long[] linkTo = new long[64];
    long[] linkFrom = new long[64];
    long[] linkFromNanos = new long[64];
    byte[] linkSteps = new byte[64];

    final List<Vm> vms = new ArrayList<>();
    final ClockSteps clock = new ClockSteps();
    /** Records of slices or links that found no room. */
    long noRoom;

    long[] key = new long[1024];

    /** Begins the next window. */
    void clear() {
        slices = 0;
        links = 0;
        noRoom = 0;
        vms.clear();
        clock.clear();
    }

    /** Takes the records of a frame; returns how many were of no known type. */
    long take(Vm from, VmFrame frame) {
        int index = vms.indexOf(from);
        if (index < 0) {
            index = vms.size();
            from.steps = 0;
            vms.add(from);
        }
        long unknown = 0;
        for (int i = 0, count = frame.records(); i < count; i++) {
            long head = frame.head(i);
            switch (VmFrame.type(head)) {
                case VmFrame.SLICE -> slice(from, index, frame, i, head);
                case VmFrame.LINK -> link(from, frame, i);
                case VmFrame.STEP -> clock.saw(from.steps++, frame.start(i), frame.end(i));
                default -> unknown++;
            }
        }
        return unknown;
    }

    private void slice(Vm from, int index, VmFrame frame, int i, long head) {
        if (slices == start.length && !growSlices()) {
            noRoom++;
            return;
        }
        int at = slices++;
        start[at] = frame.start(i);
        end[at] = frame.end(i);
        id[at] = frame.id(i);
        site[at] = from.site(head);
        marks[at] = Marks.of(head);
        source[at] = Math.clamp(frame.extra(i), 0, Integer.MAX_VALUE);
        vm[at] = index;
        steps[at] = (byte) Math.min(from.steps, ClockSteps.MOST);
    }

    private void link(Vm from, VmFrame frame, int i) {
        if (links == linkTo.length && !growLinks()) {
            noRoom++;
            return;
        }
        linkTo[links] = from.span(frame.id(i));
        linkFrom[links] = from.span(frame.extra(i));
        linkFromNanos[links] = frame.start(i);
        linkSteps[links++] = (byte) Math.min(from.steps, ClockSteps.MOST);
    }

    private boolean growSlices() {
        if (slices >= MOST) {
            return false;
        }
        int capacity = 2 * slices;
        start = Arrays.copyOf(start, capacity);
        end = Arrays.copyOf(end, capacity);
        id = Arrays.copyOf(id, capacity);
        site = Arrays.copyOf(site, capacity);
        marks = Arrays.copyOf(marks, capacity);
        source = Arrays.copyOf(source, capacity);
        vm = Arrays.copyOf(vm, capacity);
        steps = Arrays.copyOf(steps, capacity);
        key = Arrays.copyOf(key, capacity);
        return true;
    }

    private boolean growLinks() {
        if (links >= MOST) {
            return false;
        }
        int capacity = 2 * links;
        linkTo = Arrays.copyOf(linkTo, capacity);
        linkFrom = Arrays.copyOf(linkFrom, capacity);
        linkFromNanos = Arrays.copyOf(linkFromNanos, capacity);
        linkSteps = Arrays.copyOf(linkSteps, capacity);
        return true;
    }

    /** Brings the clock's steps to bear on a slice; false if its stamps are beyond all reason. */
    boolean mapTimes(int i, long shift) {
        long from = start[i];
        long to = end[i];
        if (Math.abs(from) > Long.MAX_VALUE / 4 || Math.abs(to) > Long.MAX_VALUE / 4) {
            return false;
        }
        int before = vms.get(vm[i]).steps == 0 ? clock.guess(from, to) : steps[i];
        start[i] = from + shift + clock.shift(from, before);
        end[i] = Math.max(start[i], to + shift + clock.shift(to, before));
        return true;
    }

    /** Sorts the first keys by start and, where that is equal, by end, the longest first. */
    void sort(int count) {
        Arrays.sort(key, 0, count);
        int mask = (1 << INDEX_BITS) - 1;
        for (int i = 1; i < count; i++) {
            long one = key[i];
            int at = i;
            while (at > Math.max(0, i - MOST_EQUAL)
                    && key[at - 1] >>> INDEX_BITS == one >>> INDEX_BITS
                    && end[(int) key[at - 1] & mask] < end[(int) one & mask]) {
                key[at] = key[at - 1];
                at--;
            }
            key[at] = one;
        }
    }
}

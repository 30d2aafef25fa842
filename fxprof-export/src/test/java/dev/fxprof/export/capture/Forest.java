package dev.fxprof.export.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random slices that nest, in begin order. */
final class Forest {
    static final class Slice {
        int number;
        int site;
        long start;
        long end;
        Slice parent;
        long self;

        long span() {
            return number + 1;
        }

        int depth() {
            return parent == null ? 0 : parent.depth() + 1;
        }
    }

    final List<Slice> slices = new ArrayList<>();
    private final Random random;
    private final int longestStep;
    private final int sites;
    private long now;

    /**
     * Makes a forest.
     *
     * @param longestStep most nanoseconds between a begin or end and the next, which are 1 or more; with 0
     *     they may be equal
     */
    Forest(Random random, int size, int sites, int longestStep) {
        this.random = random;
        this.sites = sites;
        this.longestStep = longestStep;
        while (slices.size() < size) {
            grow(null, size);
        }
    }

    private void grow(Slice parent, int size) {
        Slice slice = new Slice();
        slice.number = slices.size();
        slice.site = 1 + random.nextInt(sites);
        slice.parent = parent;
        slice.start = step();
        slices.add(slice);
        while (slices.size() < size && random.nextInt(100) < 48) {
            grow(slice, size);
        }
        slice.end = step();
        slice.self += slice.end - slice.start;
        if (parent != null) {
            parent.self -= slice.end - slice.start;
        }
    }

    private long step() {
        now += longestStep == 0 ? random.nextInt(3) / 2 : 1 + random.nextInt(longestStep);
        return now;
    }

    /** The slices as they end. */
    List<Slice> byEnd() {
        List<Slice> ended = new ArrayList<>();
        List<Slice> open = new ArrayList<>();
        for (Slice slice : slices) {
            while (!open.isEmpty() && open.getLast() != slice.parent) {
                ended.add(open.removeLast());
            }
            open.add(slice);
        }
        ended.addAll(open.reversed());
        return ended;
    }
}

package dev.fxprof.ringbuffer;

/**
 * Sizes of a segment, from which follows where each part stands.
 *
 * @param producers most producer threads at a time, 1 to 1000
 * @param ringSlots records a ring holds, a power of two from 16 to 16,777,216
 * @param liveFrames frames of a live stack that others can see, 16 to 65,536
 * @param sites sites the table holds, 512 to 1,048,576
 * @param stringBytes bytes of all names, 65,536 to 268,435,456
 */
record Geometry(int producers, int ringSlots, int liveFrames, int sites, int stringBytes) {
    private static final int LIVE_FRAMES = 1024;
    private static final int SITES = 1 << 14;
    private static final int STRING_BYTES = 2 << 20;

    Geometry {
        SpanRing.checkCapacity(ringSlots);
        check("producers", producers, 1, 1000);
        check("frames of a live stack", liveFrames, 16, 1 << 16);
        check("sites", sites, 512, 1 << 20);
        check("bytes of names", stringBytes, 1 << 16, 1 << 28);
    }

    /** The usual table and stacks around rings of a size. */
    static Geometry of(int producers, int ringSlots) {
        return new Geometry(producers, ringSlots, LIVE_FRAMES, SITES, STRING_BYTES);
    }

    private static void check(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + " must be from " + least + " to " + most + ", got " + value);
        }
    }

    long clockLinesAt() {
        return SegmentDescriptor.HEADER_SIZE;
    }

    long controlAt() {
        return paged(clockLinesAt() + ClockLineDescriptor.COUNT * ClockLineDescriptor.SIZE);
    }

    long liveStacksAt() {
        return paged(controlAt() + (long) producers * RingDescriptor.SIZE);
    }

    long liveStackBytes() {
        return (long) liveFrames * FrameDescriptor.SIZE;
    }

    long sitesAt() {
        return paged(liveStacksAt() + producers * liveStackBytes());
    }

    long stringsAt() {
        return paged(sitesAt() + (long) sites * SiteDescriptor.SIZE);
    }

    long ringsAt() {
        return paged(stringsAt() + stringBytes);
    }

    long ringBytes() {
        return (long) ringSlots * RecordDescriptor.SIZE;
    }

    long size() {
        return paged(ringsAt() + producers * ringBytes());
    }

    private static long paged(long size) {
        return (size + SegmentDescriptor.PAGE - 1) & -SegmentDescriptor.PAGE;
    }
}

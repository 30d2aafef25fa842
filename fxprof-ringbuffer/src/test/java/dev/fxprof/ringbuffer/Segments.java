package dev.fxprof.ringbuffer;

final class Segments {
    /** Few, so that deep stacks reach beyond them. */
    private static final int LIVE_FRAMES = 16;

    private Segments() {
    }

    static Segment anonymous(int producers, int slots) {
        return Segment.anonymous(new Geometry(producers, slots, LIVE_FRAMES, 1 << 13, 1 << 19),
                SegmentOwner.current("test", Clocks.NANOS_KIND));
    }

    static SiteRegistry sites() {
        return new SiteRegistry(anonymous(1, 16).sites());
    }
}

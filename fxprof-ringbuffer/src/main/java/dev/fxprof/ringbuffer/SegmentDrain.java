package dev.fxprof.ringbuffer;

import dev.fxprof.api.GuardedSink;
import dev.fxprof.api.RingPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * All rings of one segment on their way to the sinks. Threads that register get a track, threads
 * that retire give their ring back once everything of theirs is delivered.
 */
final class SegmentDrain {
    private static final int SEGMENT_BITS = 50;

    private final Segment segment;
    private final int index;
    private final SiteMap sites;
    private final GuardedSink sink;
    private final long origin;
    private final IntSupplier tracks;
    private final SpanTracks spans = new SpanTracks();
    private final TickConverter times;
    private final RingDrain[] rings;
    private final long[] deliveredBefore;
    private volatile boolean ended;
    private volatile boolean over;

    /**
     * @param index number of the segment in the capture, from 0 to 7
     * @param tracks gives the next track's number
     */
    SegmentDrain(Segment segment, int index, SiteMap sites, GuardedSink sink, long origin,
            IntSupplier tracks) {
        this.segment = segment;
        this.index = index;
        this.sites = sites;
        this.sink = sink;
        this.origin = origin;
        this.tracks = tracks;
        this.times = new TickConverter(segment);
        this.rings = new RingDrain[segment.geometry().producers()];
        this.deliveredBefore = new long[rings.length];
    }

    /** Goes on after what a capture holds already. */
    void resumeAfter(List<RingPosition> positions) {
        for (RingPosition position : positions) {
            if (position.segment() == segment.owner().identity() && position.ring() >= 0
                    && position.ring() < rings.length) {
                deliveredBefore[position.ring()] = position.records();
            }
        }
    }

    /**
     * Says that the process has ended, killed or not: no record will follow.
     *
     * @param killed whether what it left is to be counted as recovered
     */
    void end(boolean killed) {
        ended = true;
        if (killed) {
            rings().forEach(RingDrain::recover);
        }
    }

    /** Looks for threads that registered; returns the rings to be drained. */
    List<RingDrain> rings() {
        List<RingDrain> active = new ArrayList<>();
        for (int ring = 0; ring < rings.length; ring++) {
            if (rings[ring] == null && segment.control(ring)
                    .getIntAcquire(RingDescriptor.STATE) != RingDescriptor.FREE) {
                int track = tracks.getAsInt();
                sink.track(track, SegmentSites.text(segment.control(ring), RingDescriptor.NAME));
                rings[ring] = new RingDrain(segment, ring, times, sites,
                        (long) index << SEGMENT_BITS, track, origin, deliveredBefore[ring], sink,
                        spans);
            }
            if (rings[ring] != null) {
                active.add(rings[ring]);
            }
        }
        return active;
    }

    /** Lets go of threads that retired and whose records have all been taken. */
    void freeRetired() {
        over = ended && rings().stream().noneMatch(RingDrain::hasNext);
        for (int ring = 0; ring < rings.length; ring++) {
            RingDrain drain = rings[ring];
            if (drain != null && drain.state() == RingDescriptor.RETIRED && !drain.hasNext()) {
                drain.finish(lastSign());
                drain.announce(segment.owner().identity());
                sink.flush();
                drain.settle();
                drain.free();
                rings[ring] = null;
            }
        }
    }

    /**
     * Sends what is still held, if nothing can follow. Of a process that goes on, what is held stays
     * in its ring for the next drain.
     */
    void finish() {
        for (RingDrain drain : rings) {
            if (drain != null && ended) {
                drain.countTorn();
                drain.finish(lastSign());
            } else if (drain != null) {
                drain.abandon();
            }
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether the process has ended and all it wrote is taken; any thread. */
    boolean isOver() {
        return over;
    }

    void announce() {
        for (RingDrain drain : rings) {
            if (drain != null) {
                drain.announce(segment.owner().identity());
            }
        }
    }

    void settle() {
        for (RingDrain drain : rings) {
            if (drain != null) {
                drain.settle();
            }
        }
    }

    /** Memory of the reorder stages, about. */
    long bytes() {
        long sum = 0;
        for (RingDrain drain : rings) {
            sum += drain == null ? 0 : drain.bytes();
        }
        return sum;
    }

    private long lastSign() {
        return segment.header().getLongAcquire(SegmentDescriptor.HEARTBEAT_AT);
    }
}

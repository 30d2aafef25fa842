package dev.fxprof.ringbuffer;

import dev.fxprof.api.GuardedSink;
import dev.fxprof.api.RingPosition;

/**
 * One ring on its way to the sinks: takes records, converts their times, builds trees, and gives
 * slots back once their trees have arrived.
 *
 * <p>Guarantees: slots are released only after the sinks took their records and were flushed, so a
 * reader that is killed loses nothing; only when a tree that is not complete fills a quarter of the ring are
 * its slots released early. What a killed reader had released early is counted by the next.
 */
final class RingDrain implements RecordConsumer {
    private final RingReader ring;
    private final Memory control;
    private final TickConverter times;
    private final SiteMap sites;
    private final long spanOffset;
    private final GuardedSink sink;
    private final int track;
    private final long origin;
    private final TreeBuilder builder;
    private final long givenUpBefore;
    private final long deliveredBefore;
    private final LiveStackReader live;

    private final int index;

    private boolean recovering;
    private long recovered;
    private long position;
    private long complete;
    private long written;
    private long released;
    private long lastNanos;

    /**
     * @param spanOffset is added to span ids, to tell those of several segments apart
     * @param origin time zero of the capture
     * @param deliveredBefore records that the capture holds already
     * @param tracks those of all rings of the segment
     */
    RingDrain(Segment segment, int index, TickConverter times, SiteMap sites, long spanOffset,
            int track, long origin, long deliveredBefore, GuardedSink sink, SpanTracks tracks) {
        this.index = index;
        this.ring = segment.ring(index).reader();
        this.control = segment.control(index);
        this.times = times;
        this.sites = sites;
        this.spanOffset = spanOffset;
        this.track = track;
        this.origin = origin;
        this.sink = sink;
        this.builder = new TreeBuilder(track, origin, sink, tracks);
        this.live = new LiveStackReader(control, segment.liveStack(index));
        givenUpBefore = control.getLong(RingDescriptor.DROPPED_TREE);
        lostWithDrain(Math.max(control.getLong(RingDescriptor.WRITTEN), deliveredBefore),
                ring.position());
        ring.skipTo(deliveredBefore);
        position = ring.position();
        released = position;
        complete = position;
        written = position;
        this.deliveredBefore = deliveredBefore;
        control.putLongRelease(RingDescriptor.WRITTEN, position);
    }

    /** Counts what a drain took, and neither delivered nor left in its slot. */
    private void lostWithDrain(long delivered, long given) {
        long lost = given - delivered;
        if (lost > 0) {
            control.putLongRelease(RingDescriptor.DROPPED_DRAIN,
                    control.getLong(RingDescriptor.DROPPED_DRAIN) + lost);
        }
    }

    int state() {
        return control.getIntAcquire(RingDescriptor.STATE);
    }

    boolean hasNext() {
        return ring.hasNext();
    }

    /** When the next record ends, in nanoseconds. */
    long nextNanos() {
        return times.nanos(ring.nextStamp());
    }

    /** Takes up to {@code limit} records; returns how many. */
    int take(int limit) {
        int taken = ring.read(this, limit);
        if (recovering) {
            recovered += taken;
        }
        return taken;
    }

    /** Says that the producers' process has died: what is taken from now on is recovered. */
    void recover() {
        recovering = true;
        recovered = control.getLong(RingDescriptor.RECOVERED);
    }

    @Override
    public void record(int flags, long span, long parent, long start, long end, int site,
            int depth, int source, int caller) {
        position++;
        long endNanos = times.nanos(end);
        if ((flags & RecordDescriptor.AFTER_DROP) != 0) {
            reportLoss(endNanos);
        }
        lastNanos = Math.max(lastNanos, endNanos);
        boolean isCounter = (flags & RecordDescriptor.COUNTER) != 0;
        builder.record(flags, isCounter ? span : global(span), isCounter ? parent : global(parent),
                times.nanos(start), endNanos, sites.global(site), depth, source,
                sites.caller(caller));
        if (builder.isEmpty()) {
            complete = position;
        }
    }

    private long global(long span) {
        return span == 0 ? 0 : span + spanOffset;
    }

    /** Whether so much is taken and not released that the producer will soon find no slot. */
    boolean isPressed() {
        return position - released > ring.capacity() / 4;
    }

    /** Tells the sinks how far they are. */
    void announce(long segment) {
        if (complete > written) {
            sink.position(new RingPosition(segment, index, complete));
        }
    }

    /** Gives back what the sinks have taken and flushed. */
    void settle() {
        control.putLongRelease(RingDescriptor.DROPPED_TREE, givenUpBefore + builder.givenUp());
        control.putLong(RingDescriptor.HIGH_WATER,
                Math.max(control.getLong(RingDescriptor.HIGH_WATER), position - released));
        if (recovering) {
            control.putLongRelease(RingDescriptor.RECOVERED, recovered);
        }
        if (complete > written) {
            written = complete;
            control.putLongRelease(RingDescriptor.WRITTEN, complete);
            release(Math.max(complete, released));
        }
        if (isPressed()) {
            release(position);
        }
    }

    private void release(long to) {
        ring.release(to);
        released = to;
    }

    void reportLoss() {
        reportLoss(lastNanos);
    }

    private void reportLoss(long nanos) {
        long lost = ring.dropped() + givenUpBefore + builder.givenUp()
                + control.getLong(RingDescriptor.DROPPED_DRAIN);
        long reported = control.getLong(RingDescriptor.REPORTED);
        if (lost > reported) {
            sink.lost(track, Math.max(0, nanos - origin), lost - reported);
            control.putLongRelease(RingDescriptor.REPORTED, lost);
        }
    }

    /**
     * Closes what the thread left open, innermost first, and sends what is complete. All that the
     * thread wrote must have been taken. What the capture holds already is not sent again.
     *
     * @param lastSign last sign of life, in nanoseconds
     */
    void finish(long lastSign) {
        boolean delivered = deliveredBefore == position
                && control.getLong(RingDescriptor.FINISHED) == position + 1;
        if (!delivered && live.look()) {
            closeOpen(Math.max(lastSign, lastNanos));
        }
        if (position > written) {
            // Before the position is announced: whoever finds the one in the capture finds the other.
            control.putLongRelease(RingDescriptor.FINISHED, position + 1);
        }
        builder.finish();
        complete = position;
        reportLoss();
    }

    private void closeOpen(long lastSign) {
        long end = lastSign;
        // Closing one frame under others writes a slice and, when those go on, a link for each.
        int last = 2 * live.size() + 1;
        for (int frame = live.size() - 1; frame >= 0; frame--) {
            // A thread that is killed between its record and its stack leaves the slice in both.
            if (live.span(frame) != 0
                    && !ring.hasRead(live.span(frame), live.start(frame), last)) {
                end = Math.max(end, times.nanos(live.start(frame))) + 1;
                builder.record(live.flags(frame) | RecordDescriptor.UNFINISHED,
                        global(live.span(frame)), global(live.parent(frame)),
                        times.nanos(live.start(frame)), end, sites.global(live.site(frame)),
                        live.level(frame), live.source(frame),
                        frame > 0 ? sites.caller(live.site(frame - 1)) : 0);
            }
        }
    }

    /** Leaves what is held to the next drain; what is no longer in the ring is lost. */
    void abandon() {
        lostWithDrain(complete, released);
        reportLoss();
        control.putLongRelease(RingDescriptor.WRITTEN, Math.max(complete, released));
    }

    /** Counts the record that a producer was writing when it died, if there is one. */
    void countTorn() {
        control.putLongRelease(RingDescriptor.TORN, ring.isTorn(position) ? 1 : 0);
    }

    /** Makes the ring free for the next thread. */
    void free() {
        control.putLong(RingDescriptor.FINISHED, 0);
        control.putIntRelease(RingDescriptor.STATE, RingDescriptor.FREE);
    }

    long bytes() {
        return builder.bytes();
    }
}

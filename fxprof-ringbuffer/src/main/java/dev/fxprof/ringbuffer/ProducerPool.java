package dev.fxprof.ringbuffer;

import dev.fxprof.api.Clock;
import dev.fxprof.api.SpanRecorder;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/**
 * The rings of a segment, handed to threads and taken back.
 *
 * <p>Guarantees: a ring has one producer at a time. It goes to the next thread only after the drain
 * has taken everything of the one before. A thread that ends without retiring is found by
 * {@link #retireDead()}.
 */
final class ProducerPool {
    private record Registration(int ring, Thread thread, SpanProducer producer) {}

    private final Segment segment;
    private final Clock clock;
    private final SiteGates gates;
    private final List<Registration> registrations = new ArrayList<>();

    ProducerPool(Segment segment, Clock clock, SiteGates gates) {
        this.segment = segment;
        this.clock = clock;
        this.gates = gates;
    }

    /** Gives the calling thread a ring; without a free one, a recorder that records nothing. */
    synchronized SpanRecorder register(String name) {
        for (int ring = 0; ring < segment.geometry().producers(); ring++) {
            Memory control = segment.control(ring);
            if (control.getIntAcquire(RingDescriptor.STATE) == RingDescriptor.FREE) {
                return register(ring, control, name);
            }
        }
        count(SegmentDescriptor.REFUSED_PRODUCERS_AT);
        SiteGates closed = new SiteGates(0);
        closed.on(false);
        Memory nowhere = new Memory(Arena.ofAuto().allocate(
                RingDescriptor.SIZE + 16L * FrameDescriptor.SIZE, SegmentDescriptor.PAGE));
        return new SpanProducer(0, SpanRing.anonymous(16),
                new LiveStack(nowhere.slice(RingDescriptor.SIZE, 16L * FrameDescriptor.SIZE),
                        nowhere.slice(0, RingDescriptor.SIZE)),
                clock, closed);
    }

    private SpanRecorder register(int ring, Memory control, String name) {
        int number = (int) count(SegmentDescriptor.REGISTRATIONS_AT);
        SpanRing spans = segment.ring(ring);
        SpanProducer producer = new SpanProducer(number, spans,
                new LiveStack(segment.liveStack(ring), control), clock, gates);
        Thread thread = Thread.currentThread();
        control.putInt(RingDescriptor.PRODUCER, number);
        control.putLong(RingDescriptor.THREAD_ID, thread.threadId());
        control.putLong(RingDescriptor.FIRST, control.getLong(RingDescriptor.HEAD));
        control.putLong(RingDescriptor.DROPPED_BEFORE, spans.dropped());
        Segment.putText(control, RingDescriptor.NAME, RingDescriptor.NAME_BYTES, name);
        control.putIntRelease(RingDescriptor.STATE, RingDescriptor.ACTIVE);
        registrations.add(new Registration(ring, thread, producer));
        return producer;
    }

    private long count(long at) {
        long value = segment.header().getLong(at) + 1;
        segment.header().putLongRelease(at, value);
        return value;
    }

    /** Closes the thread's open spans and gives its ring back; to be called on that thread. */
    synchronized void retire(SpanRecorder recorder) {
        registrations.removeIf(registration -> {
            if (registration.producer != recorder) {
                return false;
            }
            registration.producer.closeAll();
            retire(registration);
            return true;
        });
    }

    /** Gives back the rings of threads that have ended; what they left open the drain closes. */
    synchronized void retireDead() {
        registrations.removeIf(registration -> {
            if (registration.thread.isAlive()) {
                return false;
            }
            retire(registration);
            return true;
        });
    }

    private void retire(Registration registration) {
        segment.control(registration.ring).putIntRelease(RingDescriptor.STATE,
                RingDescriptor.RETIRED);
    }

    /** Records waiting in the fullest ring, about. */
    synchronized long mostWaiting() {
        long most = 0;
        // Without an iterator: this is asked for between all ticks.
        for (int i = 0; i < registrations.size(); i++) {
            most = Math.max(most, registrations.get(i).producer.waiting());
        }
        return most;
    }

    /** Closes what is open on all threads, which record nothing any more. */
    synchronized void retireAll() {
        registrations.forEach(registration -> {
            registration.producer.closeAll();
            retire(registration);
        });
        registrations.clear();
    }
}

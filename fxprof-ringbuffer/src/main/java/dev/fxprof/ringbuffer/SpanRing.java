package dev.fxprof.ringbuffer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A ring of span records between the thread that is profiled and the drain.
 *
 * <p>Assumptions: one thread offers, one thread drains. Capacity is a power of two.
 *
 * <p>Guarantees: records come out whole and in the order they went in; none twice. A full ring
 * refuses the record and counts it: offered = drained + dropped + still inside. Offering neither
 * allocates nor blocks; the read position moves only after the consumer took the record.
 *
 * <p>Progress: wait-free on both sides.
 *
 * <p>The sequence stands in each slot, so the producer shares no tail line with the consumer; each
 * side keeps its own copy of the other's position (FastForward, Giacomoni et al. 2008; JCTools'
 * SpscArrayQueue).
 */
final class SpanRing {
    private static final int PAGE = 4096;
    private static final VarHandle SEQUENCE = ValueLayout.JAVA_LONG.varHandle();
    /** Positions stand this far apart, so that no two share a cache line or its neighbour. */
    private static final int PAD = 16;
    private static final VarHandle POSITION = MethodHandles.arrayElementVarHandle(long[].class);

    private final MemorySegment slots;
    private final long mask;
    private final int capacity;
    private final long[] head = new long[2 * PAD];
    private final long[] lost = new long[2 * PAD];

    private long tail;
    private long headSeen;
    private boolean droppedLast;

    SpanRing(int capacity) {
        if (Integer.bitCount(capacity) != 1 || capacity < 16 || capacity > 1 << 24) {
            throw new IllegalArgumentException(
                    "ring capacity must be a power of two from 16 to 16777216, got " + capacity);
        }
        this.capacity = capacity;
        this.mask = capacity - 1;
        // Collected with the ring: a producer that outlives the drain must never fault.
        this.slots = Arena.ofAuto().allocate((long) capacity * RecordDescriptor.SIZE,
                RecordDescriptor.SIZE);
        for (long at = 0; at < slots.byteSize(); at += PAGE) {
            slots.set(ValueLayout.JAVA_BYTE, at, (byte) 0);
        }
    }

    boolean offer(int flags, long span, long parent, long start, long end, int site, int depth,
            int source) {
        long position = tail;
        if (position - headSeen >= capacity) {
            headSeen = (long) POSITION.getAcquire(head, PAD);
            if (position - headSeen >= capacity) {
                droppedLast = true;
                POSITION.setRelease(lost, PAD, lost[PAD] + 1);
                return false;
            }
        }
        MemorySegment s = slots;
        long at = (position & mask) * RecordDescriptor.SIZE;
        s.set(ValueLayout.JAVA_LONG, at + RecordDescriptor.START, start);
        s.set(ValueLayout.JAVA_LONG, at + RecordDescriptor.END, end);
        s.set(ValueLayout.JAVA_LONG, at + RecordDescriptor.SPAN, span);
        s.set(ValueLayout.JAVA_LONG, at + RecordDescriptor.PARENT, parent);
        s.set(ValueLayout.JAVA_INT, at + RecordDescriptor.SITE, site);
        s.set(ValueLayout.JAVA_INT, at + RecordDescriptor.DEPTH, depth);
        s.set(ValueLayout.JAVA_INT, at + RecordDescriptor.SOURCE, source);
        s.set(ValueLayout.JAVA_INT, at + RecordDescriptor.FLAGS,
                droppedLast ? flags | RecordDescriptor.AFTER_DROP : flags);
        droppedLast = false;
        SEQUENCE.setRelease(s, at + RecordDescriptor.SEQUENCE, position + 1);
        tail = position + 1;
        return true;
    }

    /** Hands up to {@code limit} records to the consumer; returns how many. */
    int drain(RecordConsumer consumer, int limit) {
        MemorySegment s = slots;
        long position = head[PAD];
        int taken = 0;
        while (taken < limit) {
            long at = (position & mask) * RecordDescriptor.SIZE;
            if ((long) SEQUENCE.getAcquire(s, at + RecordDescriptor.SEQUENCE) != position + 1) {
                break;
            }
            consumer.record(s.get(ValueLayout.JAVA_INT, at + RecordDescriptor.FLAGS),
                    s.get(ValueLayout.JAVA_LONG, at + RecordDescriptor.SPAN),
                    s.get(ValueLayout.JAVA_LONG, at + RecordDescriptor.PARENT),
                    s.get(ValueLayout.JAVA_LONG, at + RecordDescriptor.START),
                    s.get(ValueLayout.JAVA_LONG, at + RecordDescriptor.END),
                    s.get(ValueLayout.JAVA_INT, at + RecordDescriptor.SITE),
                    s.get(ValueLayout.JAVA_INT, at + RecordDescriptor.DEPTH),
                    s.get(ValueLayout.JAVA_INT, at + RecordDescriptor.SOURCE));
            position++;
            taken++;
        }
        if (taken > 0) {
            POSITION.setRelease(head, PAD, position);
        }
        return taken;
    }

    int capacity() {
        return capacity;
    }

    /** Records waiting; exact only on the producer's thread. */
    long waiting() {
        return tail - (long) POSITION.getAcquire(head, PAD);
    }

    /** Records refused so far; may be read by any thread. */
    long dropped() {
        return (long) POSITION.getAcquire(lost, PAD);
    }

    /** Records taken out so far; exact only on the consumer's thread. */
    long drained() {
        return (long) POSITION.getAcquire(head, PAD);
    }

    /** Records offered so far, refused ones included; exact only on the producer's thread. */
    long offered() {
        return tail + lost[PAD];
    }

    long bytes() {
        return slots.byteSize();
    }
}

package dev.fxprof.ringbuffer;

import java.lang.foreign.Arena;

/**
 * A ring of span records between the thread that is profiled and the drain.
 *
 * <p>Assumptions: one thread offers, one thread drains, in one process or two. Capacity is a power of
 * two.
 *
 * <p>Guarantees: records come out whole and in the order they went in; none twice. A full ring
 * refuses the record and counts it: offered = taken + refused + still inside. Offering neither
 * allocates nor blocks. A slot is used again only after its record was {@linkplain RingReader#release()
 * released}, so what a reader took and could not deliver is still there for the next.
 *
 * <p>Progress: wait-free on both sides.
 *
 * <p>The sequence stands in each slot, so the producer shares no tail line with the consumer; each
 * side keeps its own copy of the other's position (FastForward, Giacomoni et al. 2008; JCTools'
 * SpscArrayQueue). The consumer marks what it took, and the producer looks at a slot before it
 * writes: a line that both sides only ever load before they store to it moves between their caches
 * whole and ahead of time. Without that each first store to a slot waits for its line, which costs
 * several times the record.
 */
public final class SpanRing {
    private static final long LOW = 0xFFFF_FFFFL;
    private static final long WRITTEN = (long) RecordDescriptor.WRITTEN << 32;

    /** Room on both sides: what the producer writes with each record must not lie on another's line. */
    long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
    private final long mask;
    private final long firstSlot;
    private long tail;
    private long headSeen;
    private long refused;
    long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

    private final int capacity;
    /** Flag of the next record, after one that was dropped. */
    private int mark;
    private final Memory slots;
    private final Memory control;
    private final RingReader reader;

    SpanRing(Memory slots, Memory control, int capacity) {
        this.slots = slots;
        this.control = control;
        this.capacity = capacity;
        this.mask = capacity - 1L;
        this.firstSlot = slots.address();
        long head = control.getLongAcquire(RingDescriptor.HEAD);
        reader = new RingReader(slots, control, capacity);
        headSeen = head;
        tail = committedFrom(head);
        refused = control.getLong(RingDescriptor.DROPPED_FULL);
    }

    /**
     * A ring in memory of its own, outside any segment.
     *
     * @param capacity records it holds, a power of two from 16 to 16,777,216
     * @return an empty ring
     */
    public static SpanRing anonymous(int capacity) {
        checkCapacity(capacity);
        // Collected with the ring: a producer that outlives the drain must never fault.
        Memory all = new Memory(Arena.ofAuto().allocate(
                (long) capacity * RecordDescriptor.SIZE + RingDescriptor.SIZE, 4096));
        long slots = (long) capacity * RecordDescriptor.SIZE;
        return new SpanRing(all.slice(0, slots), all.slice(slots, RingDescriptor.SIZE), capacity);
    }

    static void checkCapacity(int capacity) {
        if (Integer.bitCount(capacity) != 1 || capacity < 16 || capacity > 1 << 24) {
            throw new IllegalArgumentException(
                    "ring capacity must be a power of two from 16 to 16777216, got " + capacity);
        }
    }

    /**
     * Offers a record; see {@link RecordConsumer#record} for the fields.
     *
     * @param flags type and state
     * @param span span id, link target or counter value
     * @param parent parent's id or link origin
     * @param start start in ticks
     * @param end end in ticks
     * @param site site id
     * @param depth depth on the track
     * @param source player number
     * @param caller site of the frame below
     * @return false if the ring is full: the record is dropped and counted
     */
    public boolean offer(int flags, long span, long parent, long start, long end, int site,
            int depth, int source, int caller) {
        long position = tail;
        long at = firstSlot + (position & mask) * RecordDescriptor.SIZE;
        boolean waits = Memory
                .getInt(slots, at + RecordDescriptor.STATE) == RecordDescriptor.WRITTEN;
        if ((waits || position - headSeen >= capacity) && isFull(position)) {
            return refuse();
        }
        Memory s = slots;
        Memory.putLong(s, at + RecordDescriptor.END, end);
        Memory.putLong(s, at + RecordDescriptor.START, start);
        Memory.putLong(s, at + RecordDescriptor.SPAN, span);
        Memory.putLong(s, at + RecordDescriptor.PARENT, parent);
        Memory.putLong(s, at + RecordDescriptor.SITE, pair(site, depth));
        Memory.putLong(s, at + RecordDescriptor.SOURCE, pair(source, flags | mark));
        Memory.putLong(s, at + RecordDescriptor.CALLER, caller & LOW | WRITTEN);
        Memory.putLongRelease(s, at + RecordDescriptor.SEQUENCE, position + 1);
        if (mark != 0) {
            mark = 0;
        }
        tail = position + 1;
        return true;
    }

    /**
     * Looks where the consumer is. Small, and with nothing else in it, so that the JIT compiler puts
     * it in place: the path of {@link #offer} that stores a record must hold no call, or it keeps its
     * values in memory, and is a third slower as long as the process lives.
     */
    private boolean isFull(long position) {
        headSeen = control.getLongAcquire(RingDescriptor.HEAD);
        return position - headSeen >= capacity;
    }

    private boolean refuse() {
        mark = RecordDescriptor.AFTER_DROP;
        control.putLongRelease(RingDescriptor.DROPPED_FULL, ++refused);
        return false;
    }

    /** Two adjacent 4-byte fields as one store. */
    private static long pair(int low, int high) {
        return (long) high << 32 | low & LOW;
    }

    /**
     * Hands up to {@code limit} records to the consumer and releases their slots.
     *
     * @param consumer takes them
     * @param limit most to take
     * @return how many it took
     */
    public int drain(RecordConsumer consumer, int limit) {
        int taken = reader.read(consumer, limit);
        if (taken > 0) {
            reader.release();
        }
        return taken;
    }

    /** The side that takes records; to be used by one thread. */
    RingReader reader() {
        return reader;
    }

    /** Position after the last record that was committed, counted from one that was. */
    private long committedFrom(long position) {
        long p = position;
        while (p - position < capacity && slots.getLongAcquire(
                (p & mask) * RecordDescriptor.SIZE + RecordDescriptor.SEQUENCE) == p + 1) {
            p++;
        }
        return p;
    }

    /** Records committed so far; a look from outside, any thread. */
    long committed() {
        return committedFrom(control.getLongAcquire(RingDescriptor.HEAD));
    }

    /**
     * Records the ring holds.
     *
     * @return the capacity
     */
    public int capacity() {
        return capacity;
    }

    /** Records waiting; exact only on the producer's thread. */
    long waiting() {
        return tail - control.getLongAcquire(RingDescriptor.HEAD);
    }

    /**
     * Records refused so far; may be read by any thread.
     *
     * @return count
     */
    public long dropped() {
        return control.getLongAcquire(RingDescriptor.DROPPED_FULL);
    }

    /** Records released so far; exact only on the consumer's thread. */
    long drained() {
        return control.getLongAcquire(RingDescriptor.HEAD);
    }

    /** Records offered so far, refused ones included; exact only on the producer's thread. */
    long offered() {
        return tail + refused;
    }
}

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
 * allocates nor blocks. A slot is used again only after its record was {@linkplain #release()
 * released}, so what a reader took and could not deliver is still there for the next.
 *
 * <p>Progress: wait-free on both sides.
 *
 * <p>The sequence stands in each slot, so the producer shares no tail line with the consumer; each
 * side keeps its own copy of the other's position (FastForward, Giacomoni et al. 2008; JCTools'
 * SpscArrayQueue). The consumer marks what it took, and the producer looks at the slot that it will
 * write {@value #AHEAD} records later. So a line that both only ever load before they store to it
 * moves between their caches whole, and ahead of time; without that each first store to a slot waits
 * for the line, which costs several times the record.
 */
public final class SpanRing {
    private static final int AHEAD = 32;
    private static final long LOW = 0xFFFF_FFFFL;
    private static final long WRITTEN = (long) RecordDescriptor.WRITTEN << 32;

    private final Memory slots;
    private final Memory control;
    private final long mask;
    private final int capacity;
    private final int ahead;
    private final long firstSlot;
    private final long headAt;

    private long tail;
    private long headSeen;
    private long refused;
    /** Flag of the next record, after one that was dropped. */
    private int mark;

    private long next;

    SpanRing(Memory slots, Memory control, int capacity) {
        this.slots = slots;
        this.control = control;
        this.capacity = capacity;
        this.mask = capacity - 1L;
        this.ahead = Math.min(AHEAD, capacity / 2);
        this.firstSlot = slots.address();
        this.headAt = control.address() + RingDescriptor.HEAD;
        long head = control.getLongAcquire(RingDescriptor.HEAD);
        next = head;
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
        Memory s = slots;
        long first = firstSlot;
        boolean waits = Memory.getInt(s, first + (position + ahead & mask) * RecordDescriptor.SIZE
                + RecordDescriptor.STATE) == RecordDescriptor.WRITTEN;
        // No call from here that a record passes: the compiler would keep its fields on the stack.
        if ((waits || position - headSeen >= capacity) && position - look() >= capacity) {
            refuse();
            return false;
        }
        long at = first + (position & mask) * RecordDescriptor.SIZE;
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

    /** Two adjacent 4-byte fields as one store. */
    private static long pair(int low, int high) {
        return (long) high << 32 | low & LOW;
    }

    private long look() {
        headSeen = Memory.getLongAcquire(control, headAt);
        return headSeen;
    }

    private void refuse() {
        mark = RecordDescriptor.AFTER_DROP;
        control.putLongRelease(RingDescriptor.DROPPED_FULL, ++refused);
    }

    /**
     * Hands up to {@code limit} records to the consumer and releases their slots.
     *
     * @param consumer takes them
     * @param limit most to take
     * @return how many it took
     */
    public int drain(RecordConsumer consumer, int limit) {
        int taken = read(consumer, limit);
        if (taken > 0) {
            release();
        }
        return taken;
    }

    /** Hands up to {@code limit} records to the consumer; their slots stay occupied. */
    int read(RecordConsumer consumer, int limit) {
        Memory s = slots;
        long first = firstSlot;
        long from = next;
        long position = from;
        // This object's fields are read and written once a batch: they share a line with the producer's.
        long slotMask = mask;
        try {
            while (position - from < limit) {
                long at = first + (position & slotMask) * RecordDescriptor.SIZE;
                if (Memory.getLongAcquire(s, at + RecordDescriptor.SEQUENCE) != position + 1) {
                    break;
                }
                position++;
                hand(s, at, consumer);
            }
        } finally {
            next = position;
        }
        return (int) (position - from);
    }

    private static void hand(Memory s, long at, RecordConsumer consumer) {
        long siteDepth = Memory.getLong(s, at + RecordDescriptor.SITE);
        long sourceFlags = Memory.getLong(s, at + RecordDescriptor.SOURCE);
        consumer.record((int) (sourceFlags >> 32), Memory.getLong(s, at + RecordDescriptor.SPAN),
                Memory.getLong(s, at + RecordDescriptor.PARENT),
                Memory.getLong(s, at + RecordDescriptor.START),
                Memory.getLong(s, at + RecordDescriptor.END), (int) siteDepth,
                (int) (siteDepth >> 32), (int) sourceFlags,
                (int) Memory.getLong(s, at + RecordDescriptor.CALLER));
        Memory.putInt(s, at + RecordDescriptor.STATE, RecordDescriptor.TAKEN);
    }

    /** Whether a record can be read. */
    boolean hasNext() {
        return slots.getLongAcquire((next & mask) * RecordDescriptor.SIZE
                + RecordDescriptor.SEQUENCE) == next + 1;
    }

    /** Time by which the next record is ordered among those of other rings, in ticks. */
    long nextStamp() {
        long at = (next & mask) * RecordDescriptor.SIZE;
        return Math.max(slots.getLong(at + RecordDescriptor.START),
                slots.getLong(at + RecordDescriptor.END));
    }

    /** Goes on reading at a later position, below which everything was delivered before. */
    void skipTo(long position) {
        next = Math.max(next, position);
        release();
    }

    /** Position of the next record to be read. */
    long position() {
        return next;
    }

    /** Gives the slots of all records read so far back to the producer. */
    void release() {
        release(next);
    }

    /** Gives the slots below a position back to the producer. */
    void release(long position) {
        control.putLongRelease(RingDescriptor.HEAD, position);
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

    /** Whether a producer died while it wrote the record after the last committed one. */
    boolean isTorn(long committed) {
        long at = (committed & mask) * RecordDescriptor.SIZE;
        long before = ((committed - 1) & mask) * RecordDescriptor.SIZE;
        long last = committed == 0
                ? 0
                : Math.max(slots.getLong(before + RecordDescriptor.END),
                        slots.getLong(before + RecordDescriptor.START));
        return committed == 0
                ? slots.getLong(at + RecordDescriptor.END) != 0
                : slots.getLong(at + RecordDescriptor.END) > last;
    }

    /**
     * Records the ring holds.
     *
     * @return the capacity
     */
    public int capacity() {
        return capacity;
    }

    /**
     * Whether a slice is among the records read last. To be asked once its producer has ended:
     * released slots still hold what they held.
     *
     * @param among records to look at
     */
    boolean hasRead(long span, long start, int among) {
        for (long p = next - 1; p >= 0 && p >= next - Math.min(among, capacity); p--) {
            long at = (p & mask) * RecordDescriptor.SIZE;
            if (slots.getLong(at + RecordDescriptor.SEQUENCE) == p + 1
                    && slots.getLong(at + RecordDescriptor.SPAN) == span
                    && slots.getLong(at + RecordDescriptor.START) == start
                    && (slots.getInt(at + RecordDescriptor.FLAGS)
                            & RecordDescriptor.SLICE) != 0) {
                return true;
            }
        }
        return false;
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

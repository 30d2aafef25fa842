package dev.fxprof.ringbuffer;

/**
 * The side of a {@link SpanRing} that takes records.
 *
 * <p>Assumptions: one thread uses it. Guarantees and progress: those of {@link SpanRing}.
 *
 * <p>An object of its own, with room around it: what the consumer writes must not lie on a line that
 * the producer reads.
 */
final class RingReader {
    long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
    private final Memory slots;
    private final Memory control;
    private final long mask;
    private final int capacity;
    private final long firstSlot;
    private long next;
    long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

    RingReader(Memory slots, Memory control, int capacity) {
        this.slots = slots;
        this.control = control;
        this.capacity = capacity;
        this.mask = capacity - 1L;
        this.firstSlot = slots.address();
        this.next = control.getLongAcquire(RingDescriptor.HEAD);
    }

    /**
     * Hands the records that are there now, at most {@code limit}, to the consumer; their slots stay
     * occupied.
     *
     * <p>What is committed meanwhile waits for the next call: a reader that follows the producer
     * from slot to slot takes each line away while it is being written, and slows both to the pace
     * of that quarrel.
     */
    int read(RecordConsumer consumer, int limit) {
        int there = there(limit);
        Memory s = slots;
        long first = firstSlot;
        long from = next;
        long position = from;
        long slotMask = mask;
        try {
            while (position - from < there) {
                long at = first + (position & slotMask) * RecordDescriptor.SIZE;
                position++;
                hand(s, at, consumer);
            }
        } finally {
            next = position;
        }
        return there;
    }

    /** Records that can be read, at most {@code limit}, by bisection. */
    private int there(int limit) {
        int most = Math.min(limit, capacity);
        int n = 0;
        for (int step = Integer.highestOneBit(most); step > 0; step >>= 1) {
            if (n + step <= most && isCommitted(next + n + step - 1)) {
                n += step;
            }
        }
        return n;
    }

    /** Whether the record at a position, and so each before it, has been committed. */
    private boolean isCommitted(long position) {
        long at = firstSlot + (position & mask) * RecordDescriptor.SIZE;
        return Memory.getLongAcquire(slots, at + RecordDescriptor.SEQUENCE) == position + 1;
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
        return isCommitted(next);
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

    /** Records refused so far. */
    long dropped() {
        return control.getLongAcquire(RingDescriptor.DROPPED_FULL);
    }

    /** Records the ring holds. */
    int capacity() {
        return capacity;
    }
}

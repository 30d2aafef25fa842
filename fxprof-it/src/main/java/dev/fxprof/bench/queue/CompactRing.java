package dev.fxprof.bench.queue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A ring of 32-byte records, built like the product's: the alternative that was measured and not
 * chosen, because such a record has no room for the parent's id.
 *
 * <p>Slot: sequence 4, state 4, start 8, duration 8, site 4, flags 4 bytes. One thread offers, one
 * drains; both are wait-free.
 */
final class CompactRing {
    private static final int SIZE = 32;
    private static final int STATE = 4;
    private static final int START = 8;
    private static final int DURATION = 16;
    private static final int SITE = 24;
    private static final long WRITTEN = 1L << 32;
    private static final long LOW = 0xFFFF_FFFFL;
    private static final int TAKEN = 2;
    /** The positions of the two sides stand this many longs apart. */
    private static final int PAD = 16;

    @SuppressWarnings("restricted")
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle POSITION = MethodHandles.arrayElementVarHandle(long[].class);

    private final MemorySegment memory;
    private final long base;
    private final long capacity;
    private final long mask;
    private final long[] head = new long[2 * PAD];
    private final Producer producer = new Producer();

    /** Takes a record's fields. */
    interface Reader {
        void record(long start, long duration, int site, int flags);
    }

    /** Apart from the rest, which the consumer reads. */
    private static final class Producer {
        long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
        long tail;
        long headSeen;
        long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;
    }

    CompactRing(int capacity) {
        this.capacity = capacity;
        mask = capacity - 1L;
        memory = Arena.ofAuto().allocate((long) capacity * SIZE, 4096);
        memory.fill((byte) 0);
        base = memory.address();
    }

    boolean offer(long start, long duration, int site, int flags) {
        Producer own = producer;
        long position = own.tail;
        long at = base + (position & mask) * SIZE;
        boolean waits = ALL.get(ValueLayout.JAVA_INT_UNALIGNED, at + STATE) == 1;
        if (waits || position - own.headSeen >= capacity) {
            own.headSeen = (long) POSITION.getAcquire(head, PAD);
            if (position - own.headSeen >= capacity) {
                return false;
            }
        }
        ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, at + START, start);
        ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, at + DURATION, duration);
        ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, at + SITE,
                (long) flags << 32 | site & LOW);
        LONG.setRelease(ALL, at, position + 1 & LOW | WRITTEN);
        own.tail = position + 1;
        return true;
    }

    int drain(Reader reader, int limit) {
        long from = head[PAD];
        int there = there(from, limit);
        for (long position = from; position < from + there; position++) {
            long at = base + (position & mask) * SIZE;
            long siteFlags = ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, at + SITE);
            reader.record(ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, at + START),
                    ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, at + DURATION), (int) siteFlags,
                    (int) (siteFlags >> 32));
            ALL.set(ValueLayout.JAVA_INT_UNALIGNED, at + STATE, TAKEN);
        }
        if (there > 0) {
            POSITION.setRelease(head, PAD, from + there);
        }
        return there;
    }

    /** Records that can be read from a position on, at most {@code limit}, by bisection. */
    private int there(long from, int limit) {
        int most = (int) Math.min(limit, capacity);
        int n = 0;
        for (int step = Integer.highestOneBit(most); step > 0; step >>= 1) {
            int last = n + step;
            long at = base + (from + last - 1 & mask) * SIZE;
            if (last <= most && (int) INT.getAcquire(ALL, at) == (int) (from + last)) {
                n = last;
            }
        }
        return n;
    }
}

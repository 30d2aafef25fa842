package dev.fxprof.scheduler.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Which lanes have tasks waiting: a bit for each.
 *
 * <p>
 * Assumptions: who offers to a lane's queues calls {@link #set} afterwards; who finds them empty calls
 * {@link #settle}.
 *
 * <p>
 * Guarantees: then a bit is set, or about to be, for each queue that has a task in it.
 *
 * <p>
 * Progress: wait-free.
 */
final class ActiveLanes {
    static final int MOST = 1 << 16;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] words = new long[MOST / Long.SIZE];
    private volatile int used = 1;

    /** Makes room for lanes up to that one. One thread at a time. */
    void include(int lane) {
        used = Math.max(used, lane / Long.SIZE + 1);
    }

    /** Sets the bit, and tells whether it was not set. */
    boolean set(int lane) {
        int word = lane / Long.SIZE;
        long bit = 1L << lane;
        // In a flood it is set already: reading is cheaper than writing what others read.
        return (word(word) & bit) == 0
                && ((long) WORD.getAndBitwiseOr(words, word, bit) & bit) == 0;
    }

    void clear(int lane) {
        WORD.getAndBitwiseAnd(words, lane / Long.SIZE, ~(1L << lane));
    }

    private long word(int at) {
        return (long) WORD.getVolatile(words, at);
    }

    /** Clears the bit, unless there is something in the queues after all; tells whether it set it. */
    boolean settle(int lane, LaneQueues queues) {
        clear(lane);
        // In between somebody may have offered and found the bit set: then this sees the task.
        return !queues.isEmpty() && set(lane);
    }

    boolean any() {
        for (int i = 0, n = used; i < n; i++) {
            if (word(i) != 0) {
                return true;
            }
        }
        return false;
    }

    /** The first one from there on, without going round, or -1. */
    int next(int from) {
        int n = used;
        int word = from / Long.SIZE;
        if (word >= n) {
            return -1;
        }
        long bits = word(word) & -1L << from;
        while (bits == 0) {
            if (++word == n) {
                return -1;
            }
            bits = word(word);
        }
        return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
    }
}

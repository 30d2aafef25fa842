package dev.fxprof.scheduler.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A queue of tasks in chunks that are linked, so that a lane that is idle costs little memory and one
 * that is full needs no array of its size. Whoever offers has made sure that there is a bound.
 *
 * <p>
 * Assumptions: any number of threads offers and polls; a task is in here at most once at a time.
 *
 * <p>
 * Guarantees: first in, first out; a task whose offer has returned is seen by {@link #poll()} and
 * {@link #isEmpty()}.
 *
 * <p>
 * Progress: lock-free. A slot is claimed by one fetch-and-add at either end; a poll that overtook the
 * offer of its slot spoils that slot, and the offer takes the next one.
 */
final class ChunkQueue {
    static final int CHUNK = 256;

    /** A task as well: what comes out of a slot needs no check of its class, which lies far away. */
    private static final PoolTask SPOILT = new PoolTask(null, null, null);
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(ChunkQueue.class, "head", Chunk.class);
            TAIL = lookup.findVarHandle(ChunkQueue.class, "tail", Chunk.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Chunk head;
    private volatile Chunk tail;

    ChunkQueue() {
        Chunk first = new Chunk();
        head = first;
        tail = first;
    }

    void offer(PoolTask task) {
        while (true) {
            Chunk last = tail;
            long at = last.claim(Chunk.OFFERED);
            if (at < CHUNK) {
                if (last.put((int) at, task)) {
                    return;
                }
            } else if (last == tail) {
                Chunk next = last.next();
                if (next == null) {
                    Chunk fresh = new Chunk();
                    next = last.link(fresh) ? fresh : last.next();
                }
                TAIL.compareAndSet(this, last, next);
            }
        }
    }

    PoolTask poll() {
        while (true) {
            Chunk first = head;
            if (first.isDrained() && first.next() == null) {
                return null;
            }
            long at = first.claim(Chunk.POLLED);
            if (at < CHUNK) {
                PoolTask taken = first.take((int) at);
                if (taken != null) {
                    return taken;
                }
            } else {
                Chunk next = first.next();
                if (next == null) {
                    return null;
                }
                advance(first, next);
            }
        }
    }

    private void advance(Chunk first, Chunk next) {
        if (next == first) {
            return;
        }
        // Else the tail might stay behind the head, on a chunk that nobody polls any more.
        TAIL.compareAndSet(this, first, next);
        if (HEAD.compareAndSet(this, first, next)) {
            // A chunk that grew old would keep all that follow it alive until the old generation is
            // collected. Who still looks at this one finds that it leads nowhere, and starts anew.
            first.leadNowhere();
        }
    }

    boolean isEmpty() {
        while (true) {
            Chunk first = head;
            if (!first.isDrained()) {
                return false;
            }
            Chunk next = first.next();
            if (next != first) {
                return next == null;
            }
        }
    }

    /** How many are in here, at least and at most {@link #CHUNK}. */
    int atLeast() {
        Chunk first = head;
        return first.next() == null ? first.size() : Math.max(1, first.size());
    }

    /** Some slots, claimed in order. */
    private static final class Chunk {
        // Each on a cache line of its own.
        static final int OFFERED = 8;
        static final int POLLED = 16;
        private static final int LONGS = 24;

        private static final VarHandle INDEX = MethodHandles.arrayElementVarHandle(long[].class);
        private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(PoolTask[].class);
        private static final VarHandle NEXT;

        static {
            try {
                NEXT = MethodHandles.lookup().findVarHandle(Chunk.class, "next", Chunk.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final long[] indices = new long[LONGS];
        private final PoolTask[] slots = new PoolTask[CHUNK];
        private Chunk next;

        long claim(int end) {
            return (long) INDEX.getAndAdd(indices, end, 1L);
        }

        boolean put(int at, PoolTask task) {
            return SLOT.compareAndSet(slots, at, (PoolTask) null, task);
        }

        /** What is in that slot, or null if its offer is late, which finds it spoilt then. */
        PoolTask take(int at) {
            PoolTask task = slot(at);
            if (task == null) {
                if (put(at, SPOILT)) {
                    return null;
                }
                task = slot(at);
            }
            // The slot is the caller's own. An exchange would have it wait for a cache line that others
            // write to as well before it could ask for the task's.
            SLOT.setOpaque(slots, at, (PoolTask) null);
            return task;
        }

        private PoolTask slot(int at) {
            return (PoolTask) SLOT.getAcquire(slots, at);
        }

        boolean isDrained() {
            return index(POLLED) >= index(OFFERED);
        }

        int size() {
            long polled = index(POLLED);
            return (int) Math.max(0, Math.min(CHUNK, index(OFFERED)) - polled);
        }

        private long index(int end) {
            return (long) INDEX.getVolatile(indices, end);
        }

        Chunk next() {
            return (Chunk) NEXT.getVolatile(this);
        }

        void leadNowhere() {
            NEXT.setVolatile(this, this);
        }

        boolean link(Chunk fresh) {
            return NEXT.compareAndSet(this, null, fresh);
        }
    }
}

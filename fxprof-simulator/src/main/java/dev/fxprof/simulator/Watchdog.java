package dev.fxprof.simulator;

import com.sun.management.ThreadMXBean;
import dev.fxprof.lua.LuaVm;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Stops scripts that run for too long at a stretch, or that fill the heap. A daemon thread looks
 * now and then at what the tick thread has entered; how long it has been there is the time between two looks, so that an
 * entry costs no clock reading.
 *
 * <p>Assumptions: {@link #enter} and {@link #leave} are paired on the tick thread. Guarantees: a
 * request stops only the entry that it was made for; where entries stand inside each other, the
 * innermost that is too late is stopped first, and those around it only if they do not end before
 * the next look. Progress: the tick thread never waits.
 */
final class Watchdog implements AutoCloseable {
    private static final long LOOK_MILLIS = 250;

    /** More than the coroutines that a Lua engine resumes inside each other. */
    private static final int MOST = 256;

    /** One stretch of a script: from its resume to its wait, end or error. */
    static final class Entry {
        private final LuaVm vm;
        /** Of the tick thread. */
        private boolean over;
        /** Of the watching thread. */
        private boolean seen;
        private long seenNanos;

        private Entry(LuaVm vm) {
            this.vm = vm;
        }
    }

    /** Who allocates less than this part of the heap between two looks does not fill it. */
    private static final int SMALL_PART = 16;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long limitNanos;
    private final String reason;
    /** Written with release, read with acquire; the outermost first, null behind the innermost. */
    private final AtomicReferenceArray<Entry> running = new AtomicReferenceArray<>(MOST + 1);
    private final long tickThread = Thread.currentThread().threadId();
    private final Optional<HeapGuard> heap;
    private int depth;
    private volatile long allocated;
    private ScheduledExecutorService watch;

    /**
     * A watchdog.
     *
     * @param limitSeconds how long a script may run at a stretch, 0 for ever
     * @param isOnHeap whether scripts have their memory on the Java heap; else their engine limits it
     */
    Watchdog(int limitSeconds, boolean isOnHeap) {
        heap = isOnHeap ? Optional.of(new HeapGuard(this::relieve)) : Optional.empty();
        limitNanos = TimeUnit.SECONDS.toNanos(limitSeconds);
        reason = "it ran for longer than " + limitSeconds
                + (limitSeconds == 1 ? " second" : " seconds") + " at a stretch";
    }

    void start() {
        heap.ifPresent(HeapGuard::start);
        watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("fxprof-watchdog").factory());
        watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    Entry enter(LuaVm vm) {
        Entry entry = new Entry(vm);
        if (depth < MOST) {
            running.setRelease(depth, entry);
        }
        depth++;
        return entry;
    }

    void leave(Entry entry) {
        entry.over = true;
        depth--;
        if (depth < MOST) {
            running.setRelease(depth, null);
        }
    }

    private void look() {
        long now = System.nanoTime();
        Entry late = null;
        Entry entry = running.getAcquire(0);
        for (int i = 1; entry != null; i++) {
            if (!entry.seen) {
                entry.seen = true;
                entry.seenNanos = now;
            } else if (limitNanos > 0 && now - entry.seenNanos >= limitNanos) {
                late = entry;
            }
            entry = running.getAcquire(i);
        }
        if (late != null) {
            stop(late, reason);
        }
        if (heap.isPresent() && heap.get().isNearlyFull()) {
            relieve();
        }
        allocated = THREADS.getThreadAllocatedBytes(tickThread);
    }

    /** Stops the innermost script if it is the one that fills the heap. */
    private void relieve() {
        Entry innermost = null;
        Entry entry = running.getAcquire(0);
        for (int i = 1; entry != null; i++) {
            innermost = entry;
            entry = running.getAcquire(i);
        }
        long most = Runtime.getRuntime().maxMemory();
        if (innermost != null
                && THREADS.getThreadAllocatedBytes(tickThread) - allocated > most / SMALL_PART) {
            stop(innermost, "it fills the memory that all scripts share, "
                    + (most >> 20) + " MB");
        }
    }

    private static void stop(Entry entry, String why) {
        // Asked on the tick thread, which may have left the entry by then.
        entry.vm.interrupt(() -> entry.over ? null : why);
    }

    @Override
    public void close() {
        heap.ifPresent(HeapGuard::close);
        if (watch != null) {
            watch.shutdownNow();
        }
    }
}

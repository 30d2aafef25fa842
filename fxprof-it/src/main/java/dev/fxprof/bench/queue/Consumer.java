package dev.fxprof.bench.queue;

import dev.fxprof.api.SpanControl;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that empties a queue, in batches of at most 1,024 records.
 *
 * <p>Guarantees: what {@link #await} and {@link #waiting} count as taken has been read whole.
 */
final class Consumer {
    private static final int BATCH = 1024;
    /** Fewer than this, and it pays to let more gather. */
    private static final int ENOUGH = 256;
    private static final long LAZY_NANOS = 5_000;
    private static final long PARK_NANOS = SpanControl.MIN_FLUSH_MILLIS * 1_000_000L;
    private static final int PAD = 16;
    private static final VarHandle TAKEN = MethodHandles.arrayElementVarHandle(long[].class);

    private final RecordQueue queue;
    private final DrainPolicy policy;
    private final Thread thread;
    private final long[] taken = new long[2 * PAD];
    private volatile boolean stopping;
    private volatile Throwable failure;

    Consumer(RecordQueue queue, DrainPolicy policy) {
        this.queue = queue;
        this.policy = policy;
        thread = Thread.ofPlatform().name("consumer").daemon().unstarted(this::run);
        thread.setUncaughtExceptionHandler((dead, e) -> failure = e);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!stopping) {
            if (drain() < ENOUGH) {
                pause();
            }
        }
    }

    private int drain() {
        int n = queue.drain(BATCH);
        if (n > 0) {
            TAKEN.setRelease(taken, PAD, taken[PAD] + n);
        }
        return n;
    }

    /** Empties the queue on the calling thread, when the consumer's own was never started. */
    void drainHere() {
        while (drain() > 0) {
            Thread.onSpinWait();
        }
    }

    private void pause() {
        switch (policy) {
            case EAGER -> Thread.onSpinWait();
            case LAZY -> {
                long until = System.nanoTime() + LAZY_NANOS;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
            }
            case PARKED -> LockSupport.parkNanos(PARK_NANOS);
        }
    }

    /** Records sent that have not been read yet. */
    long waiting(long sent) {
        return sent - (long) TAKEN.getAcquire(taken, PAD);
    }

    /** Waits until all but so many of the records sent have been read. */
    void await(long sent, long butFor) {
        while (waiting(sent) > butFor) {
            if (failure != null) {
                throw new IllegalStateException("the consumer failed", failure);
            }
            Thread.onSpinWait();
        }
    }

    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
    }
}

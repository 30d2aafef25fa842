package dev.fxprof.ringbuffer;

import dev.fxprof.api.Clock;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread between one ring and the sinks. It sleeps for the flush interval, then takes all that
 * has gathered, batch by batch: a drain that polls would keep stealing the producer's cache lines.
 *
 * <p>Guarantees: takes records in order; after {@link #stop} everything offered before has reached
 * the sinks. A sink that fails is not called again; draining goes on, so the producer never notices.
 */
final class SpanDrain implements Runnable {
    private final SpanRing ring;
    private final TreeBuilder builder;
    private final GuardedSink sink;
    private final RecordingSwitch control;
    private final int track;
    private final int batchSize;
    private final Clock clock;
    private final long origin;
    private final Thread thread;
    private volatile boolean stopping;
    private long lossSeen;

    SpanDrain(int track, SpanRing ring, SpanSink sink, RecordingSwitch control, int batchSize,
            Clock clock, long origin) {
        this.track = track;
        this.ring = ring;
        this.sink = new GuardedSink(sink);
        this.control = control;
        this.batchSize = batchSize;
        this.clock = clock;
        this.origin = origin;
        this.builder = new TreeBuilder(track, origin, this.sink);
        this.thread = Thread.ofPlatform().name("fxprof drain").daemon().unstarted(this);
    }

    void start() {
        thread.start();
    }

    long threadId() {
        return thread.threadId();
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    /** Makes the drain look now instead of at the end of its interval. */
    void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (!stopping) {
            drainAll();
            flush();
            LockSupport.parkNanos(control.flushNanos());
        }
        drainAll();
        builder.finish();
        reportLoss();
        flush();
    }

    private void drainAll() {
        int taken;
        do {
            taken = ring.drain(builder, batchSize);
        } while (taken == batchSize);
        reportLoss();
    }

    private void reportLoss() {
        long lost = ring.dropped() + builder.givenUp();
        if (lost > lossSeen) {
            sink.lost(track, clock.nanos() - origin, lost - lossSeen);
            lossSeen = lost;
        }
    }

    private void flush() {
        sink.flush();
    }

    /** Why the sinks take nothing any more, or null. */
    IOException failure() {
        return sink.failure();
    }

    long givenUp() {
        return builder.givenUp();
    }

    long bytes() {
        return builder.bytes();
    }

    /** Takes what is left and ends the thread. */
    void stop() {
        stopping = true;
        wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.fxprof.ringbuffer;

import java.util.concurrent.locks.LockSupport;

/** The thread that shows readers in other processes that this one lives. */
final class Pulse implements Runnable {
    /** Fine enough for the end of spans that a killed process left open. */
    private static final long INTERVAL_NANOS = 10_000_000;

    private final Runnable beat;
    private final Thread thread;
    private volatile boolean stopping;

    Pulse(Runnable beat) {
        this.beat = beat;
        thread = Thread.ofPlatform().name("fxprof pulse").daemon().unstarted(this);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        while (!stopping) {
            beat.run();
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    void stop() {
        stopping = true;
        LockSupport.unpark(thread);
    }
}

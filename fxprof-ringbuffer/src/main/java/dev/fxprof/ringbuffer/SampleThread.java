package dev.fxprof.ringbuffer;

import java.util.concurrent.locks.LockSupport;

/** Takes samples at a fixed rate; a look that comes late is not made up for. */
final class SampleThread implements Runnable {
    private final LiveSampler sampler;
    private final long interval;
    private final Thread thread;
    private volatile boolean stopping;

    SampleThread(LiveSampler sampler, int hertz) {
        this.sampler = sampler;
        interval = 1_000_000_000L / hertz;
        thread = Thread.ofPlatform().name("fxprof sampler").daemon().unstarted(this);
        thread.start();
    }

    @Override
    public void run() {
        long due = System.nanoTime();
        while (!stopping) {
            sampler.sample();
            due += interval;
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            } else {
                due -= wait;
            }
        }
    }

    /** Ends the thread; the profile may be read then. */
    void stop() {
        stopping = true;
        LockSupport.unpark(thread);
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

package dev.fxprof.ringbuffer;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.GuardedSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The thread between the rings of one or more segments and the sinks. It sleeps for the flush
 * interval, then takes all that has gathered, batch by batch: a drain that polls would keep stealing
 * the producers' cache lines.
 *
 * <p>Guarantees: takes the records of each ring in order; those of several rings ordered by their end,
 * as far as they are committed within {@value #MERGE_NANOS} nanoseconds. After {@link #stop}
 * everything offered before has reached the sinks. A sink that fails is not called again; draining
 * goes on, so the producers never notice.
 */
final class SpanDrain implements Runnable {
    /** How long a record may be held back for one of another ring that ended before it. */
    private static final long MERGE_NANOS = 5_000_000;
    private static final long COST_NANOS = 1_000_000_000;

    private final List<SegmentDrain> segments;
    private final GuardedSink sink;
    private final LongSupplier flushNanos;
    private final int batchSize;
    private final Runnable everyRound;
    private final Supplier<CaptureCost> cost;
    private final Thread thread;
    private volatile boolean stopping;
    private long costTold = System.nanoTime();

    /**
     * @param everyRound what else is to be done before each round, on the drain's thread
     * @param cost what the sinks are told of the capture's cost
     */
    SpanDrain(List<SegmentDrain> segments, GuardedSink sink, LongSupplier flushNanos, int batchSize,
            Runnable everyRound, Supplier<CaptureCost> cost) {
        this.segments = List.copyOf(segments);
        this.sink = sink;
        this.flushNanos = flushNanos;
        this.batchSize = batchSize;
        this.everyRound = everyRound;
        this.cost = cost;
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
            everyRound.run();
            round(System.nanoTime() - MERGE_NANOS);
            if (System.nanoTime() - costTold > COST_NANOS) {
                sink.cost(cost.get());
                costTold = System.nanoTime();
            }
            LockSupport.parkNanos(flushNanos.getAsLong());
        }
        round(Long.MAX_VALUE);
        segments.forEach(SegmentDrain::finish);
        deliver();
        sink.cost(cost.get());
        sink.flush();
    }

    /** Takes what ended up to a time, in nanoseconds, from all rings. */
    private void round(long horizon) {
        List<RingDrain> rings = rings();
        if (rings.size() == 1) {
            drainOne(rings.getFirst());
        } else {
            merge(rings, horizon);
        }
        rings.forEach(RingDrain::reportLoss);
        deliver();
        segments.forEach(SegmentDrain::freeRetired);
    }

    private List<RingDrain> rings() {
        if (segments.size() == 1) {
            return segments.getFirst().rings();
        }
        List<RingDrain> all = new ArrayList<>();
        segments.forEach(segment -> all.addAll(segment.rings()));
        return all;
    }

    private void drainOne(RingDrain ring) {
        while (ring.take(batchSize) == batchSize) {
            if (ring.isPressed()) {
                deliver();
            }
        }
    }

    private void merge(List<RingDrain> rings, long horizon) {
        RingDrain first = earliest(rings, horizon);
        while (first != null) {
            first.take(1);
            if (first.isPressed()) {
                deliver();
            }
            first = earliest(rings, horizon);
        }
    }

    private static RingDrain earliest(List<RingDrain> rings, long horizon) {
        RingDrain first = null;
        long least = horizon;
        for (RingDrain ring : rings) {
            if (ring.hasNext()) {
                long nanos = ring.nextNanos();
                if (nanos <= least) {
                    least = nanos;
                    first = ring;
                }
            }
        }
        return first;
    }

    /** Makes sure that what the sinks took is safe, then gives the slots back. */
    private void deliver() {
        segments.forEach(SegmentDrain::announce);
        sink.flush();
        segments.forEach(SegmentDrain::settle);
    }

    long bytes() {
        return segments.stream().mapToLong(SegmentDrain::bytes).sum();
    }

    /** Why the sinks take nothing any more, or null. */
    IOException failure() {
        return sink.failure().orElse(null);
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

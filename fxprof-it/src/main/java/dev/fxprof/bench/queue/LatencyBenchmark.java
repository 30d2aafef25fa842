package dev.fxprof.bench.queue;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long single pushes into the product's ring take, beside the same clock reads with nothing
 * between them: bursts of both alternate, so that the machine's own pauses hit both alike.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LatencyBenchmark {
    private static final int BURST = 256;
    private static final int BURSTS = 2048;
    private static final int TINY = 64;
    private static final long LONGEST = 1_000_000_000L;

    /** What the drain does meanwhile. */
    public enum DrainState {
        /** Runs and waits 5 microseconds when there is little to do. */
        LIVE,
        /** Sleeps 1 millisecond at a time, the shortest flush interval there is. */
        PARKED,
        /** Takes nothing; the ring has room for everything. */
        STOPPED,
        /** Takes nothing and the ring is full: every push is a counted drop. */
        OVERLOADED
    }

    /** What the drain does meanwhile. */
    @Param("PARKED")
    public DrainState drain;

    private final Histogram pushes = new Histogram(LONGEST, 3);
    private final Histogram clock = new Histogram(LONGEST, 3);
    private RecordQueue records;
    private Consumer consumer;
    private int capacity;
    private long number;
    private long sent;

    /** For JMH. */
    public LatencyBenchmark() {
    }

    /** Percentiles in nanoseconds, each with one clock read in it. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Percentiles {
        /** Median of a push. */
        public double p50Nanos;
        /** 99 % of a push. */
        public double p99Nanos;
        /** 99.9 % of a push. */
        public double p999Nanos;
        /** 99.99 % of a push. */
        public double p9999Nanos;
        /** Median of the bare clock. */
        public double clockP50Nanos;
        /** 99 % of the bare clock. */
        public double clockP99Nanos;
        /** 99.9 % of the bare clock. */
        public double clockP999Nanos;
        /** 99.99 % of the bare clock. */
        public double clockP9999Nanos;

        /** For JMH. */
        public Percentiles() {
        }
    }

    /** Makes ring and consumer as the state wants them. */
    @Setup
    public void start() {
        capacity = switch (drain) {
            case LIVE, PARKED -> RecordQueue.CAPACITY;
            case STOPPED -> BURST * BURSTS;
            case OVERLOADED -> TINY;
        };
        records = QueueKind.RING.create(capacity);
        consumer = new Consumer(records,
                drain == DrainState.LIVE ? DrainPolicy.LAZY : DrainPolicy.PARKED);
        if (hasDrain()) {
            consumer.start();
        }
    }

    private boolean hasDrain() {
        return drain == DrainState.LIVE || drain == DrainState.PARKED;
    }

    /** Empties the ring of a stopped drain, and the histograms. */
    @Setup(Level.Iteration)
    public void clear() {
        if (drain == DrainState.STOPPED) {
            consumer.drainHere();
        }
        pushes.reset();
        clock.reset();
    }

    /** Alternating bursts of pushes and of bare clock reads. */
    @Benchmark
    public void latency() {
        for (int i = 0; i < BURSTS; i++) {
            if (hasDrain() && consumer.waiting(sent) > capacity / 2) {
                consumer.await(sent, capacity / 4);
            }
            pushes();
            reads();
        }
    }

    private void pushes() {
        boolean dropping = drain == DrainState.OVERLOADED;
        for (int i = 0; i < BURST; i++) {
            long from = System.nanoTime();
            boolean taken = records.offer(number);
            long to = System.nanoTime();
            pushes.recordValue(Math.min(to - from, LONGEST));
            if (taken) {
                number = (number + 1) & (RecordShape.NUMBERS - 1);
                sent++;
            } else if (!dropping) {
                throw new IllegalStateException("the queue was full");
            }
        }
    }

    private void reads() {
        for (int i = 0; i < BURST; i++) {
            long from = System.nanoTime();
            long to = System.nanoTime();
            clock.recordValue(Math.min(to - from, LONGEST));
        }
    }

    /**
     * Hands the percentiles on.
     *
     * @param result takes them
     */
    @TearDown(Level.Iteration)
    public void report(Percentiles result) {
        result.p50Nanos = pushes.getValueAtPercentile(50);
        result.p99Nanos = pushes.getValueAtPercentile(99);
        result.p999Nanos = pushes.getValueAtPercentile(99.9);
        result.p9999Nanos = pushes.getValueAtPercentile(99.99);
        result.clockP50Nanos = clock.getValueAtPercentile(50);
        result.clockP99Nanos = clock.getValueAtPercentile(99);
        result.clockP999Nanos = clock.getValueAtPercentile(99.9);
        result.clockP9999Nanos = clock.getValueAtPercentile(99.99);
    }

    /**
     * Ends the consumer.
     *
     * @throws InterruptedException never
     */
    @TearDown
    public void stop() throws InterruptedException {
        consumer.stop();
    }
}

package dev.fxprof.bench.queue;

import com.sun.management.ThreadMXBean;
import dev.fxprof.bench.run.Burst;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
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
 * What the producer pays for a push into a queue that never fills: an invocation is a burst, and
 * what it waits for room before the burst is not measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PushBenchmark {
    private static final int COUNTED_BURSTS = 1024;

    /** The queue. */
    @Param("RING")
    public QueueKind queue;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private RecordQueue records;
    private Consumer consumer;
    private long number;
    private long sent;
    private long sum;

    /** For JMH. */
    public PushBenchmark() {
    }

    /** What the pushes allocated. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Allocation {
        /** Bytes a push, on the producer's thread. */
        public double allocatedBytesPerPush;

        /** For JMH. */
        public Allocation() {
        }
    }

    /** Starts the consumer. */
    @Setup
    public void start() {
        records = queue.create(RecordQueue.CAPACITY);
        consumer = new Consumer(records, DrainPolicy.PARKED);
        consumer.start();
    }

    /** Makes sure that the burst finds room. */
    @Setup(Level.Invocation)
    public void makeRoom() {
        if (consumer.waiting(sent) > RecordQueue.CAPACITY / 2) {
            consumer.await(sent, RecordQueue.CAPACITY / 4);
        }
    }

    /** A burst of pushes. */
    @Benchmark
    public void push() {
        RecordQueue to = records;
        long first = number;
        for (long i = first; i < first + Burst.SIZE; i++) {
            if (!to.offer(i)) {
                throw new IllegalStateException("the queue was full");
            }
        }
        number = (first + Burst.SIZE) & (RecordShape.NUMBERS - 1);
        sent += Burst.SIZE;
        sum += to.shape().sum(first, Burst.SIZE);
    }

    /**
     * Counts what some more bursts allocate, and checks that all records arrived.
     *
     * @param allocation takes the count
     */
    @TearDown(Level.Iteration)
    public void count(Allocation allocation) {
        long bytes = 0;
        for (int i = 0; i < COUNTED_BURSTS; i++) {
            makeRoom();
            long before = threads.getCurrentThreadAllocatedBytes();
            push();
            bytes += threads.getCurrentThreadAllocatedBytes() - before;
        }
        allocation.allocatedBytesPerPush = (double) bytes / (COUNTED_BURSTS * Burst.SIZE);
        consumer.await(sent, 0);
        records.tally.check(sum);
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

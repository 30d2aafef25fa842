package dev.fxprof.bench.queue;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Records a second from one thread to another; an invocation ends when the last one was read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TransferBenchmark {
    private static final int RECORDS = 1 << 18;

    /** The queue. */
    @Param("RING")
    public QueueKind queue;

    /** How its consumer waits. */
    @Param("LAZY")
    public DrainPolicy policy;

    private RecordQueue records;
    private Consumer consumer;
    private long number;
    private long sent;
    private long sum;

    /** For JMH. */
    public TransferBenchmark() {
    }

    /** Starts the consumer. */
    @Setup
    public void start() {
        records = queue.create(RecordQueue.CAPACITY);
        consumer = new Consumer(records, policy);
        consumer.start();
    }

    /** Sends the records, waits until they were read, and checks them. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void transfer() {
        RecordQueue to = records;
        long first = number;
        for (long i = first; i < first + RECORDS; i++) {
            while (!to.offer(i)) {
                Thread.onSpinWait();
            }
        }
        number = (first + RECORDS) & (RecordShape.NUMBERS - 1);
        sent += RECORDS;
        sum += to.shape().sum(first, RECORDS);
        consumer.await(sent, 0);
        to.tally.check(sum);
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

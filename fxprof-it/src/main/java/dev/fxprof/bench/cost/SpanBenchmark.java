package dev.fxprof.bench.cost;

import com.sun.management.ThreadMXBean;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.ringbuffer.Clocks;
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

/** A whole span, begin and end, through the recorder that hooks use, while the drain sleeps. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpanBenchmark {
    private static final int COUNTED_BURSTS = 1024;

    /** The clock that stamps it. */
    @Param("NANOTIME")
    public Clocks clock;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Recorded recorded;
    private SpanRecorder recorder;
    private int site;

    /** For JMH. */
    public SpanBenchmark() {
    }

    /** What the spans allocated. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Allocation {
        /** Bytes a span, on the producer's thread. */
        public double allocatedBytesPerSpan;

        /** For JMH. */
        public Allocation() {
        }
    }

    /** Starts the recording. */
    @Setup
    public void start() {
        recorded = new Recorded(clock);
        recorder = recorded.recorder();
        site = recorded.site("span");
    }

    /** Makes sure that the burst finds room. */
    @Setup(Level.Invocation)
    public void makeRoom() {
        recorded.makeRoom();
    }

    /** A burst of spans. */
    @Benchmark
    public void span() {
        SpanRecorder to = recorder;
        int where = site;
        for (int i = 0; i < Burst.SIZE; i++) {
            to.end(to.begin(where));
        }
    }

    /**
     * Counts what some more bursts allocate, and checks that none was dropped.
     *
     * @param allocation takes the count
     */
    @TearDown(Level.Iteration)
    public void count(Allocation allocation) {
        long bytes = 0;
        for (int i = 0; i < COUNTED_BURSTS; i++) {
            makeRoom();
            long before = threads.getCurrentThreadAllocatedBytes();
            span();
            bytes += threads.getCurrentThreadAllocatedBytes() - before;
        }
        allocation.allocatedBytesPerSpan = (double) bytes / (COUNTED_BURSTS * Burst.SIZE);
        recorded.requireNoDrops();
    }

    /** Ends the recording. */
    @TearDown
    public void stop() {
        recorded.close();
    }
}

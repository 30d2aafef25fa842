package dev.fxprof.bench.cost;

import dev.fxprof.api.Clock;
import dev.fxprof.ringbuffer.Clocks;
import dev.fxprof.bench.run.Burst;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Bare clock reads. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClockBenchmark {
    /** The clock. */
    @Param("NANOTIME")
    public Clocks clock;

    private Clock opened;

    /** For JMH. */
    public ClockBenchmark() {
    }

    /** Opens the clock. */
    @Setup
    public void open() {
        opened = clock.open();
    }

    /**
     * A burst of single reads.
     *
     * @return their sum
     */
    @Benchmark
    public long read() {
        Clock from = opened;
        long sum = 0;
        for (int i = 0; i < Burst.SIZE; i++) {
            sum += from.ticks();
        }
        return sum;
    }

    /**
     * A burst of two reads each, as a span needs them.
     *
     * @return the sum of the differences
     */
    @Benchmark
    public long readTwice() {
        Clock from = opened;
        long sum = 0;
        for (int i = 0; i < Burst.SIZE; i++) {
            long begin = from.ticks();
            sum += from.ticks() - begin;
        }
        return sum;
    }
}

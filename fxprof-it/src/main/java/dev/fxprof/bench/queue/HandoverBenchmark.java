package dev.fxprof.bench.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Time until one core sees what another wrote: the floor under every transfer between two threads.
 * A host may run the two cores of a virtual machine on one core, on neighbours, or far apart, and
 * change that at any time; the same queues then differ fivefold.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandoverBenchmark {
    private static final int PAD = 16;
    private static final long END = -1;
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] there = new long[2 * PAD];
    private final long[] back = new long[2 * PAD];
    private final Thread echo = Thread.ofPlatform().name("echo").daemon().unstarted(this::answer);
    private long turn;

    /** For JMH. */
    public HandoverBenchmark() {
    }

    /** Starts the thread that answers. */
    @Setup
    public void start() {
        echo.start();
    }

    private void answer() {
        long seen = 0;
        while (seen != END) {
            long now = (long) WORD.getAcquire(there, PAD);
            if (now == seen) {
                Thread.onSpinWait();
            } else {
                seen = now;
                WORD.setRelease(back, PAD, now);
            }
        }
    }

    /** There and back. */
    @Benchmark
    @OperationsPerInvocation(2)
    public void handover() {
        turn++;
        WORD.setRelease(there, PAD, turn);
        while ((long) WORD.getAcquire(back, PAD) != turn) {
            Thread.onSpinWait();
        }
    }

    /**
     * Ends the thread that answers.
     *
     * @throws InterruptedException never
     */
    @TearDown
    public void stop() throws InterruptedException {
        WORD.setRelease(there, PAD, END);
        echo.join();
    }
}

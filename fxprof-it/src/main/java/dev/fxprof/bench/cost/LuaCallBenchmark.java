package dev.fxprof.bench.cost;

import dev.fxprof.lua.engines.Engines;
import dev.fxprof.ringbuffer.Clocks;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What recording adds to an empty Lua call: short stretches with and without it alternate in one
 * JVM, so that the compiler and the machine treat both alike.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LuaCallBenchmark {
    private static final int CALLS = 2048;
    private static final int PAIRS = 300;

    /** How calls are instrumented. */
    public enum Method {
        /** As the product does it. */
        PRODUCT {
            @Override
            LuaLoop loop(Recorded to, boolean isRecorded) {
                return new ProductLuaLoop(Engines.LUAJ, LuaLoop.CALLS, to, isRecorded);
            }
        },
        /** As the product does it, on real Lua 5.4. */
        LUA54 {
            @Override
            LuaLoop loop(Recorded to, boolean isRecorded) {
                return new ProductLuaLoop(Engines.LUA54, LuaLoop.CALLS, to, isRecorded);
            }
        },
        /** Through LuaJ's own DebugLib. */
        STOCK {
            @Override
            LuaLoop loop(Recorded to, boolean isRecorded) {
                return new StockLuaLoop(LuaLoop.CALLS, to, isRecorded);
            }
        };

        abstract LuaLoop loop(Recorded to, boolean isRecorded);
    }

    /** How calls are instrumented. */
    @Param("PRODUCT")
    public Method method;

    /** The clock that stamps the spans. */
    @Param("NANOTIME")
    public Clocks clock;

    private final double[] bare = new double[PAIRS];
    private final double[] with = new double[PAIRS];
    private final double[] added = new double[PAIRS];
    private Recorded recorded;
    private LuaLoop off;
    private LuaLoop on;

    /** For JMH. */
    public LuaCallBenchmark() {
    }

    /** Nanoseconds a call, medians over the pairs. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Call {
        /** What recording adds. */
        public double addedNanos;
        /** Without recording. */
        public double offNanos;
        /** With recording. */
        public double onNanos;

        /** For JMH. */
        public Call() {
        }
    }

    /** Makes both loops. */
    @Setup
    public void start() {
        recorded = new Recorded(clock);
        off = method.loop(recorded, false);
        on = method.loop(recorded, true);
    }

    /**
     * Pairs of stretches, their order alternating.
     *
     * @param call takes the medians
     */
    @Benchmark
    public void calls(Call call) {
        for (int i = 0; i < PAIRS; i++) {
            if (i % 2 == 0) {
                bare[i] = off.nanosPerRound(CALLS);
            }
            recorded.makeRoom();
            with[i] = on.nanosPerRound(CALLS);
            if (i % 2 != 0) {
                bare[i] = off.nanosPerRound(CALLS);
            }
            added[i] = with[i] - bare[i];
        }
        call.addedNanos = median(added);
        call.offNanos = median(bare);
        call.onNanos = median(with);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Ends the recording, which must have taken every call. */
    @TearDown
    public void stop() {
        recorded.requireNoDrops();
        recorded.close();
    }
}

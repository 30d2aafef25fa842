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

/** What it costs to resume a coroutine that yields at once, recorded as the product records it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CoroutineBenchmark {
    private static final int RESUMES = 512;
    private static final int STRETCHES = 200;

    /** What runs the coroutine. */
    public enum Kind {
        /** LuaJ in the product: on a continuation. */
        FIBER {
            @Override
            LuaLoop loop(Recorded to) {
                return new ProductLuaLoop(Engines.LUAJ, LuaLoop.RESUMES, to, false);
            }
        },
        /** LuaJ as it comes: a thread each. */
        STOCK {
            @Override
            LuaLoop loop(Recorded to) {
                return new StockLuaLoop(LuaLoop.RESUMES, to, false);
            }
        },
        /** Lua 5.4 in the product. */
        LUA54 {
            @Override
            LuaLoop loop(Recorded to) {
                return new ProductLuaLoop(Engines.LUA54, LuaLoop.RESUMES, to, false);
            }
        };

        abstract LuaLoop loop(Recorded to);
    }

    /** What runs the coroutine. */
    @Param("FIBER")
    public Kind kind;

    private final double[] nanos = new double[STRETCHES];
    private Recorded recorded;
    private LuaLoop loop;

    /** For JMH. */
    public CoroutineBenchmark() {
    }

    /** Nanoseconds a resume, the median over the stretches. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Resume {
        /** Resume and yield together. */
        public double resumeNanos;

        /** For JMH. */
        public Resume() {
        }
    }

    /** Makes the loop. */
    @Setup
    public void start() {
        recorded = new Recorded(Clocks.NANOTIME);
        loop = kind.loop(recorded);
    }

    /**
     * Stretches of resumes.
     *
     * @param resume takes the median
     */
    @Benchmark
    public void resumes(Resume resume) {
        for (int i = 0; i < STRETCHES; i++) {
            recorded.makeRoom();
            nanos[i] = loop.nanosPerRound(RESUMES);
        }
        Arrays.sort(nanos);
        resume.resumeNanos = nanos[STRETCHES / 2];
    }

    /** Ends the recording. */
    @TearDown
    public void stop() {
        recorded.close();
    }
}

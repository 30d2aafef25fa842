package dev.fxprof.simulator.overhead;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanSink;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.LuaVm;
import dev.fxprof.lua.LuaWorld;
import dev.fxprof.lua.VmSettings;
import dev.fxprof.lua.luaj.LuajEngine;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;
import dev.fxprof.simulator.NativeCost;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * The price of the profiler's single steps, each the median over many short bursts with the drain
 * running beside them.
 */
public final class StepCosts implements AutoCloseable {
    private static final int BURST = 4096;
    private static final int BURSTS = 400;
    private static final int NATIVE_BURST = 16;
    private static final int PLACE_SPANS = 24_000;
    private static final int READS = 512;
    private static final long IDLE_NANOS = 2_000_000_000L;

    private final SiteTable sites;
    private final SpanRecorder recorder;
    private final long[] memory = new long[1 << 19];
    private int place;
    private final Recording recording;
    private final int site;

    /**
     * Starts a recording of its own whose sink takes everything and keeps nothing.
     *
     * @param options how to record
     */
    public StepCosts(RecordingOptions options) {
        recording = Recording.open(options);
        sites = recording.sites();
        recorder = recording.newRecorder("steps");
        recording.start(SpanSink.discarding());
        site = sites.intern("steps", ScriptRuntime.LUA, SpanKind.REGION, "step", "", 0);
        recording.control().enable();
    }

    /**
     * Cost of one recorded span: begin and end.
     *
     * @return nanoseconds
     */
    public double spanNanos() {
        double[] samples = new double[BURSTS];
        for (int i = -BURSTS / 4; i < BURSTS; i++) {
            long from = System.nanoTime();
            spans(BURST);
            long took = System.nanoTime() - from;
            samples[Math.max(i, 0)] = (double) took / BURST;
            settle();
        }
        return median(samples);
    }

    /**
     * Cost of one recorded span in place: with work between the spans that fills the caches, as
     * scripts do, against the same work without spans. Stretches are longer than the flush
     * interval, so that the drain's work falls beside the spans that caused it.
     *
     * @param pairs how many pairs of stretches to compare, 2 or more, and 5 for an interval
     *     that means something; each stretch takes about 50 ms
     * @return time in nanoseconds, with its 95 % interval
     */
    public Interval spanInPlaceNanos(int pairs) {
        double[] samples = new double[pairs];
        for (int i = -pairs / 10 - 1; i < pairs; i++) {
            boolean first = i % 2 == 0;
            double one = places(first);
            double other = places(!first);
            samples[Math.max(i, 0)] = first ? one - other : other - one;
        }
        return Interval.of(samples);
    }

    private double places(boolean recorded) {
        long from = System.nanoTime();
        for (int i = 0; i < PLACE_SPANS; i++) {
            int token = recorded ? recorder.begin(site) : SpanRecorder.NOT_RECORDED;
            work();
            if (recorded) {
                recorder.end(token);
            }
        }
        double nanos = (double) (System.nanoTime() - from) / PLACE_SPANS;
        settle();
        return nanos;
    }

    /** Reads all over four megabytes: more than the second-level cache, as 52 VMs are. */
    private void work() {
        long[] from = memory;
        int at = place;
        long sum = 0;
        for (int i = 0; i < READS; i++) {
            at = at * 1_664_525 + 1_013_904_223;
            sum += from[(at >>> 8) & (from.length - 1)];
        }
        place = at;
        from[0] = sum;
    }

    private void spans(int count) {
        for (int i = 0; i < count; i++) {
            recorder.end(recorder.begin(site));
        }
    }

    /** Lets the drain empty the ring, as the rest of a tick does. */
    private void settle() {
        recording.awaitRoom();
        LockSupport.parkNanos(100_000);
        recording.awaitRoom();
    }

    /**
     * Bytes that the producer's side allocates for one span.
     *
     * @return bytes, from the thread's allocation counter over a million spans
     */
    public double allocatedBytesPerSpan() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int rounds = 1_000_000 / BURST;
        threads.getCurrentThreadAllocatedBytes();
        long bytes = 0;
        for (int i = 0; i < rounds; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            spans(BURST);
            bytes += threads.getCurrentThreadAllocatedBytes() - before;
            settle();
        }
        return (double) bytes / (rounds * BURST);
    }

    /**
     * What recording adds to an empty Lua call, against the same call without instrumentation.
     *
     * @return time of a bare call and of a recorded one, in nanoseconds
     */
    public double[] luaCallNanos() {
        Calls bare = new Calls(false);
        Calls recorded = new Calls(true);
        double[] off = new double[BURSTS];
        double[] on = new double[BURSTS];
        for (int i = -BURSTS / 4; i < BURSTS; i++) {
            off[Math.max(i, 0)] = bare.run();
            on[Math.max(i, 0)] = recorded.run();
            settle();
        }
        return new double[]{median(off), median(on)};
    }

    /**
     * What recording adds to a native call.
     *
     * @param profile what natives cost
     * @param seed start of the costs
     * @return time of a call without a span and with one, in nanoseconds
     */
    public double[] nativeCallNanos(NativeCost.Profile profile, long seed) {
        NativeCost cost = new NativeCost(profile, seed);
        NativeCost same = new NativeCost(profile, seed);
        double[] off = new double[BURSTS * 2];
        double[] added = new double[BURSTS * 2];
        for (int i = -BURSTS / 4; i < off.length; i++) {
            double without = natives(cost, false);
            double with = natives(same, true);
            off[Math.max(i, 0)] = without;
            added[Math.max(i, 0)] = with - without;
            settle();
        }
        double base = Arrays.stream(off).average().orElseThrow();
        return new double[]{base, base + Interval.of(added).mean()};
    }

    private double natives(NativeCost cost, boolean recorded) {
        long from = System.nanoTime();
        for (int i = 0; i < NATIVE_BURST; i++) {
            int token = recorded ? recorder.begin(site) : SpanRecorder.NOT_RECORDED;
            cost.consume();
            recorder.end(token);
        }
        return (double) (System.nanoTime() - from) / NATIVE_BURST;
    }

    /**
     * Processor time of the drain while nothing is recorded.
     *
     * @return percent of one core
     */
    public double idlePercent() {
        var threads = ManagementFactory.getThreadMXBean();
        long from = System.nanoTime();
        long before = threads.getThreadCpuTime(recording.drainThreadId());
        while (System.nanoTime() - from < IDLE_NANOS) {
            LockSupport.parkNanos(IDLE_NANOS / 4);
        }
        long used = threads.getThreadCpuTime(recording.drainThreadId()) - before;
        return 100.0 * used / (System.nanoTime() - from);
    }

    private static double median(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Ends the recording. */
    @Override
    public void close() {
        recording.close();
    }

    /** A Lua loop of empty calls, in a VM of its own. */
    private final class Calls {
        private static final String SOURCE = "local function f() end\n"
                + "return function(n) for i = 1, n do f() end end\n";

        private final LuaVm vm;
        private final LuaFunctionRef loop;

        Calls(boolean recorded) {
            vm = new LuajEngine().newVm(new VmSettings("steps", new Nowhere(),
                    recorder, sites, recorded, 1));
            try {
                LuaFunctionRef main = vm.load("@steps/calls.lua", SOURCE);
                loop = vm.newCoroutine(main, null).resume(vm.args()).function(1);
            } catch (LuaSyntaxException e) {
                throw new IllegalStateException(e);
            }
        }

        double run() {
            long from = System.nanoTime();
            vm.call(loop, vm.args(BURST));
            return (double) (System.nanoTime() - from) / BURST;
        }
    }

    /** A world with nothing in it. */
    private static final class Nowhere implements LuaWorld {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public long epochMillis() {
            return 0;
        }

        @Override
        public void print(String line) {
            throw new UnsupportedOperationException("the measured loop prints nothing");
        }

        @Override
        public Path resolve(String path, boolean write) {
            throw new UnsupportedOperationException("the measured loop opens nothing");
        }
    }
}

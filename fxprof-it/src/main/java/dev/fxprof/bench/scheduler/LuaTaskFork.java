package dev.fxprof.bench.scheduler;

import dev.fxprof.api.SpanSink;
import dev.fxprof.bench.run.Depth;
import dev.fxprof.bench.run.ProcessMeasurement;
import dev.fxprof.lua.LuaCoroutine;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.LuaVm;
import dev.fxprof.lua.VmSettings;
import dev.fxprof.lua.engines.Engines;
import dev.fxprof.ringbuffer.Clocks;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.ringbuffer.RecordingOptions;
import dev.fxprof.scheduler.AsyncService;
import dev.fxprof.scheduler.AsyncSettings;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A process that measures what a task of a script costs the server's thread: Async.Run, the delivery
 * and the return to the thread that awaits it, recorded as on a server. What workers do is not in it,
 * nor the time between ticks.
 */
public final class LuaTaskFork {
    /** Field of the median. */
    public static final String P50_MICROS = "p50Micros";
    /** A round is mostly a wait for the worker: it takes so many times longer until all is compiled. */
    private static final int WARMUPS = 8;
    private static final int TASKS = 64;
    private static final int WORKERS = 1;
    private static final long TICK_NANOS = 50_000_000;
    private static final long BETWEEN_NANOS = 1_000_000;
    private static final double START_SECONDS = 1.5;
    private static final String SCRIPT = """
            local function work(n)
                local sum = 0
                for i = 1, 20 do
                    sum = sum + i * n
                end
                return sum
            end

            local handles = {}
            while true do
                for i = 1, %d do
                    handles[i] = Async.Run(work, i)
                end
                for i = 1, %d do
                    handles[i]:Await()
                end
                coroutine.yield('round')
            end
            """.formatted(TASKS, TASKS);

    private final AsyncService service;
    private final LuaVm vm;
    private final LuaCoroutine thread;
    private final BenchHost host;
    private long spentNanos;

    private LuaTaskFork(Engines engine, Recording recording) throws LuaSyntaxException {
        host = new BenchHost(recording, recording.newRecorder("bench"));
        service = new AsyncService(AsyncSettings.of(WORKERS, true, 1, TICK_NANOS), host,
                engine.create(), System::nanoTime);
        vm = engine.create().newVm(new VmSettings("bench", host, host.recorder(),
                recording.sites(), false, 1));
        service.install(vm);
        thread = vm.newCoroutine(vm.load("@bench/server.lua", SCRIPT), null);
    }

    /**
     * The measurement on one engine.
     *
     * @param engine whose Lua
     * @return a measurement with the field of this class
     */
    public static ProcessMeasurement measurement(Engines engine) {
        String name = engine.name().toLowerCase(Locale.ROOT);
        return new ProcessMeasurement("scheduler lua " + name, LuaTaskFork.class, List.of(),
                engine.name(), depth -> START_SECONDS
                        + (WARMUPS * depth.warmups() + depth.iterations()) * depth.millis()
                                / 1000.0);
    }

    /**
     * Prints a field and its value a line.
     *
     * @param args name of the engine, then what a {@link ProcessMeasurement} adds
     * @throws LuaSyntaxException never
     */
    public static void main(String[] args) throws LuaSyntaxException {
        Depth depth = ProcessMeasurement.depth(args);
        RecordingOptions usual = RecordingOptions.DEFAULT;
        try (Recording recording = Recording.open(new RecordingOptions(true, usual.ringSlots(),
                usual.flushMillis(), usual.batchSize(), 1 + WORKERS, Clocks.AUTO))) {
            recording.start(SpanSink.discarding());
            LuaTaskFork fork = new LuaTaskFork(Engines.valueOf(args[0]), recording);
            fork.measure(recording, (long) WARMUPS * depth.warmups() * depth.millis());
            Histogram nanos = fork.measure(recording, depth.iterations() * depth.millis());
            System.out.println(P50_MICROS + " " + Figures.micros(nanos, 50));
            fork.service.close();
        }
    }

    private Histogram measure(Recording recording, long millis) {
        Histogram nanos = new Histogram(3);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        do {
            spentNanos = 0;
            round();
            nanos.recordValue(spentNanos / TASKS);
            recording.awaitRoom();
        } while (System.nanoTime() - end < 0);
        return nanos;
    }

    /** One value a task: all are submitted in one tick and come back in a later one. */
    private void round() {
        boolean done = resume();
        while (!done) {
            LockSupport.parkNanos(BETWEEN_NANOS);
            long from = System.nanoTime();
            service.settle();
            service.deliver();
            spentNanos += System.nanoTime() - from;
            done = host.isWoken() && resume();
        }
    }

    private boolean resume() {
        long from = System.nanoTime();
        boolean done = thread.resume(vm.args()).truthy(1);
        service.endTick();
        spentNanos += System.nanoTime() - from;
        return done;
    }
}

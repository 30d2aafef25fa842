package dev.fxprof.scheduler;

import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaWorld;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** The outside as tasks see it: the time at which the game thread let them go on, and no files. */
final class WorkerWorld implements LuaWorld {
    private static final long LOOK_NANOS = 1_000;

    private final AsyncHost host;
    private final LongSupplier realtime;
    private WorkerTask task;
    private long nanos;

    /**
     * A world.
     *
     * @param realtime server time as any thread may read it, or null where time is virtual
     */
    WorkerWorld(AsyncHost host, LongSupplier realtime) {
        this.host = host;
        this.realtime = realtime;
    }

    /** A task goes on. */
    void enter(WorkerTask entering, long startNanos) {
        task = entering;
        nanos = startNanos;
    }

    WorkerTask task() {
        return task;
    }

    /** The time, without an effect of the look. */
    long peek() {
        return realtime == null ? nanos : realtime.getAsLong();
    }

    @Override
    public long nanos() {
        nanos = realtime == null ? nanos + LOOK_NANOS : Math.max(nanos, realtime.getAsLong());
        return nanos;
    }

    @Override
    public long epochMillis() {
        return host.epochMillis(nanos());
    }

    @Override
    public void print(String line) {
        task.print(line);
    }

    @Override
    public Path resolve(String path, boolean write) {
        throw new LuaScriptError(path + ": files cannot be opened in a worker; do it with "
                + "Async.Main(function() ... end), or pass what it holds as an argument");
    }
}

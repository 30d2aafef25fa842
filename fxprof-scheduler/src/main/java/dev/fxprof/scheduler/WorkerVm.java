package dev.fxprof.scheduler;

import dev.fxprof.api.SpanRecorder;
import dev.fxprof.lua.LuaEnvironment;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaVm;

/** One Lua VM of a worker and what tasks find in it. */
final class WorkerVm {
    private final AsyncResource resource;
    private final LuaVm vm;
    private final WorkerWorld world;
    private final WorkerLibrary library;
    private int tasks;
    private boolean closing;

    WorkerVm(AsyncResource resource, LuaVm vm, WorkerWorld world, SpanRecorder recorder) {
        this.resource = resource;
        this.vm = vm;
        this.world = world;
        this.library = new WorkerLibrary(vm, world, recorder, resource.home().hasMain());
    }

    boolean isOf(AsyncResource other) {
        return resource == other && !closing;
    }

    boolean isIdle() {
        return tasks == 0;
    }

    LuaVm vm() {
        return vm;
    }

    WorkerWorld world() {
        return world;
    }

    WorkerLibrary library() {
        return library;
    }

    /** Globals of a new task. */
    LuaEnvironment open() {
        tasks++;
        return vm.newEnvironment();
    }

    /** The function that runs a task's function and gives its error as a value. */
    LuaFunctionRef guard() {
        return library.guard();
    }

    /** A task is over. */
    void taskEnded() {
        tasks--;
        if (closing) {
            closeWhenIdle();
        }
    }

    void closeWhenIdle() {
        closing = true;
        if (tasks == 0) {
            vm.close();
        }
    }
}

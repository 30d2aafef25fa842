package dev.fxprof.scheduler;

import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.TaskWorker;
import dev.fxprof.lua.LuaEngine;
import dev.fxprof.lua.VmSettings;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The Lua VMs of one worker, one a resource, kept warm from task to task.
 *
 * <p>Assumptions: used by the worker's own thread only.
 */
final class WorkerVms implements AutoCloseable {
    /** VMs of a worker; the one that was not used for longest and holds no task goes first. */
    private static final int MOST = 64;

    private final AsyncHost host;
    private final LuaEngine engine;
    private final LongSupplier realtime;
    private final SpanRecorder recorder;
    private final Map<String, WorkerVm> vms = new LinkedHashMap<>(16, 0.75f, true);

    WorkerVms(AsyncHost host, LuaEngine engine, LongSupplier realtime, TaskWorker worker) {
        this.host = host;
        this.engine = engine;
        this.realtime = realtime;
        this.recorder = host.recorders().newRecorder("async worker " + worker.index());
    }

    SpanRecorder recorder() {
        return recorder;
    }

    /** The VM of a resource; one of a resource that was restarted since is replaced. */
    WorkerVm of(AsyncResource resource) {
        WorkerVm vm = vms.get(resource.name());
        if (vm != null && vm.isOf(resource)) {
            return vm;
        }
        if (vm == null) {
            makeRoom();
        }
        // Tasks of the older one that still wait keep it; it goes with the last of them.
        WorkerWorld world = new WorkerWorld(host, realtime);
        WorkerVm made = new WorkerVm(resource, engine.newVm(new VmSettings(resource.name(), world,
                recorder, host.sites(), host.functions(), 0)), world, recorder);
        WorkerVm old = vms.put(resource.name(), made);
        if (old != null) {
            old.closeWhenIdle();
        }
        return made;
    }

    private void makeRoom() {
        Iterator<WorkerVm> oldest = vms.values().iterator();
        while (vms.size() >= MOST && oldest.hasNext()) {
            WorkerVm vm = oldest.next();
            if (vm.isIdle()) {
                oldest.remove();
                vm.closeWhenIdle();
            }
        }
    }

    @Override
    public void close() {
        vms.values().forEach(WorkerVm::closeWhenIdle);
        host.recorders().retire(recorder);
    }
}

package dev.fxprof.simulator;

import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaVm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** A resource of the server, running or not, with all that its scripts registered. */
final class Resource {
    /** State names as GetResourceState returns them. */
    enum State {
        STOPPED, STARTING, STARTED
    }

    /** An exported function of a managed script. */
    @FunctionalInterface
    interface ManagedExport {
        Object call(Object... args);
    }

    final String name;
    final Path folder;
    final ResourceManifest manifest;
    final int order;

    State state = State.STOPPED;
    LuaVm vm;
    ScriptThread running;
    Object source = "";
    int entrySite;
    final PriorityQueue<ScriptThread> threads = new PriorityQueue<>();
    final Set<String> netEvents = new HashSet<>();
    final Map<String, LuaFunctionRef> exports = new HashMap<>();
    final Map<String, ManagedExport> managedExports = new HashMap<>();
    final List<ManagedHost> managed = new ArrayList<>();
    final Map<String, Integer> siteCache = new HashMap<>();

    Resource(String name, Path folder, ResourceManifest manifest, int order) {
        this.name = name;
        this.folder = folder;
        this.manifest = manifest;
        this.order = order;
    }

    boolean isRunning() {
        return state != State.STOPPED;
    }

    /** Forgets what its scripts registered with it. */
    void clear() {
        threads.clear();
        netEvents.clear();
        exports.clear();
        managedExports.clear();
        managed.clear();
        running = null;
        source = "";
        vm = null;
    }
}

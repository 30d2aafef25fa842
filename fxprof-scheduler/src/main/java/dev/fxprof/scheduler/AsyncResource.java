package dev.fxprof.scheduler;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.TaskLane;
import dev.fxprof.lua.LuaCode;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** A resource that runs, with what it has to do with tasks. One for each start of the resource. */
final class AsyncResource {
    private static final int MOST_SITES = 1024;

    private final AsyncSettings settings;
    private final AsyncHost host;
    private final Home home;
    private final Map<String, TaskSites> sites = new HashMap<>();
    /** Of tasks without a label, whose name need not be made each time. */
    private final Map<Object, TaskSites> byPrototype = new IdentityHashMap<>();
    private final Tally tally;
    private TaskLane lane;
    private int inFlight;
    private boolean stopped;

    AsyncResource(AsyncSettings settings, AsyncHost host, Home home, Tally tally) {
        this.settings = settings;
        this.host = host;
        this.home = home;
        this.tally = tally;
    }

    String name() {
        return home.resource();
    }

    Home home() {
        return home;
    }

    int mostBytes() {
        return settings.mostBytes();
    }

    boolean isRealtime() {
        return settings.realtime();
    }

    long seed() {
        return settings.seed() * 31 + name().hashCode();
    }

    Tally tally() {
        return tally;
    }

    TaskLane lane() {
        return lane;
    }

    void lane(TaskLane given) {
        lane = given;
    }

    /** A task more is on its way, if there may be one. */
    void admit() {
        if (inFlight >= settings.queueLimit()) {
            tally.rejected();
            throw new LuaScriptError("queue full: " + inFlight + " of " + settings.queueLimit()
                    + ", resource " + name());
        }
        inFlight++;
        tally.submitted();
    }

    /** A task is not on its way any more. */
    void release() {
        inFlight--;
    }

    boolean isStopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
    }

    TaskSites sites(LuaCode code, String label) {
        Object prototype = code.function().prototypes().getFirst();
        if (label != null || prototype instanceof LuaCode.Source) {
            return sites(label != null ? label : nameOf(code), code);
        }
        TaskSites known = byPrototype.get(prototype);
        if (known == null) {
            known = sites(nameOf(code), code);
            if (byPrototype.size() < MOST_SITES) {
                byPrototype.put(prototype, known);
            }
        }
        return known;
    }

    private TaskSites sites(String name, LuaCode code) {
        TaskSites known = sites.get(name);
        if (known != null) {
            return known;
        }
        TaskSites made = new TaskSites(name, site("submit " + name, code), site(name, code),
                site("deliver " + name, code), site("resume " + name, code));
        if (sites.size() < MOST_SITES) {
            sites.put(name, made);
        }
        return made;
    }

    /** The site of a function that is called with an outcome. */
    int callbackSite(LuaFunctionRef function) {
        return host.sites().intern(name(), ScriptRuntime.LUA, SpanKind.TASK,
                "callback " + function.name(), function.file(), function.line());
    }

    /** A file of the resource. By any thread. */
    byte[] file(String path) {
        return host.file(name(), path);
    }

    private static String nameOf(LuaCode code) {
        String name = code.name();
        if (!name.endsWith(" handler") && !name.startsWith("function:")) {
            return name;
        }
        return code.file().substring(code.file().lastIndexOf('/') + 1) + ":" + code.line();
    }

    private int site(String name, LuaCode code) {
        return host.sites().intern(name(), ScriptRuntime.LUA, SpanKind.TASK, name, code.file(),
                code.line());
    }
}

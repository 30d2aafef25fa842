package dev.fxprof.simulator;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import java.util.HashMap;
import java.util.Map;

/** Calls across resources: exports and function references, arguments and results copied. */
final class Calls {
    /** A call whose callee waits; its caller asks for the outcome by number. */
    private static final class Pending implements ScriptThread.Completion {
        private final Server server;
        private final Resource caller;
        private LuaFunctionRef listener;
        private LuaArgs results;
        private LuaScriptError error;

        Pending(Server server, Resource caller) {
            this.server = server;
            this.caller = caller;
        }

        @Override
        public void returned(LuaArgs values) {
            results = values;
            tell();
        }

        @Override
        public void failed(LuaScriptError e) {
            error = e;
            tell();
        }

        void listen(LuaFunctionRef function) {
            listener = function;
            tell();
        }

        private void tell() {
            if (listener == null || results == null && error == null || !caller.isRunning()) {
                return;
            }
            if (error != null) {
                caller.vm.call(listener, caller.vm.args(false, error.getMessage()));
            } else {
                LuaArgs values = server.into(caller, results);
                caller.vm.call(listener, caller.vm.args(true, values.toJava(1)));
            }
        }
    }

    private final Server server;
    private final Map<Long, Pending> pending = new HashMap<>();
    private long pendingIds;
    private long lastPending;

    Calls(Server server) {
        this.server = server;
    }

    /** Calls an export for a Lua script. */
    LuaArgs export(Resource caller, String owner, String name, LuaArgs args) {
        Resource target = server.resources.running(owner);
        if (target != null) {
            LuaFunctionRef function = target.exports.get(name);
            if (function != null) {
                LuaArgs results = invoke(target, function, name, args, caller);
                return results == null ? caller.vm.args() : server.into(caller, results);
            }
            Resource.ManagedExport managed = target.managedExports.get(name);
            if (managed != null) {
                return caller.vm.args(invokeManaged(target, name, managed, args));
            }
        }
        throw noExport(owner, name);
    }

    /** Calls an export for a managed script. */
    Object export(String owner, String name, Object... args) {
        Resource target = server.resources.running(owner);
        LuaFunctionRef function = target == null ? null : target.exports.get(name);
        if (function == null) {
            throw noExport(owner, name);
        }
        LuaArgs results = invoke(target, function, name, new JavaArgs(args), null);
        return results == null ? null : results.toJava(1);
    }

    private static LuaScriptError noExport(String owner, String name) {
        return new LuaScriptError("No such export " + name + " in resource " + owner);
    }

    /** Results in the owner's VM, or null if the callee waits. */
    private LuaArgs invoke(Resource owner, LuaFunctionRef function, String name, LuaArgs args,
            Resource caller) {
        int site = server.site(owner, SpanKind.EXPORT, name, function);
        ScriptThread thread = server.scheduler.newThread(owner, function, EntrySpan.of(site));
        LuaArgs results = server.scheduler.resume(thread, server.into(owner, args));
        if (results == null && caller != null) {
            Pending call = new Pending(server, caller);
            thread.completion = call;
            lastPending = ++pendingIds;
            pending.put(lastPending, call);
        }
        return results;
    }

    private Object invokeManaged(Resource owner, String name, Resource.ManagedExport export,
            LuaArgs args) {
        Object[] values = new Object[args.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = args.toJava(i + 1);
        }
        int site = server.sites.intern(owner.name, ScriptRuntime.CSHARP, SpanKind.EXPORT, name, "",
                0);
        int token = server.recorder.begin(site);
        server.enter(owner);
        try {
            return export.call(values);
        } finally {
            server.leave();
            server.recorder.end(token);
        }
    }

    /** Number of the call that just returned without its results, or 0; asking clears it. */
    long takePending() {
        long id = lastPending;
        lastPending = 0;
        return id;
    }

    void listen(long id, LuaFunctionRef listener) {
        Pending call = pending.remove(id);
        if (call != null) {
            call.listen(listener);
        }
    }

    /** A function of one VM as another VM can call it. */
    HostFunction reference(LuaFunctionRef function) {
        return args -> {
            Resource owner = server.resources.running(function.vm().resource());
            if (owner == null || owner.vm != function.vm()) {
                throw new LuaScriptError("the function reference is gone: its resource "
                        + function.vm().resource() + " has stopped");
            }
            LuaArgs results = invoke(owner, function, "callback " + Scheduler.threadName(function),
                    args, null);
            return results == null
                    ? args.vm().args()
                    : args.vm().copy(results, this::reference);
        };
    }
}

package dev.fxprof.simulator;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;
import java.util.function.UnaryOperator;

/**
 * Calls across resources: exports and function references, arguments and results copied. Where the
 * callee waits, the caller's thread waits with it.
 */
final class Calls {
    /** How a callee that waits ends; wakes the caller then. */
    private static final class Outcome implements ScriptThread.Completion {
        private final Scheduler scheduler;
        private final ScriptThread caller;
        private LuaArgs results;
        private LuaScriptError error;

        Outcome(Scheduler scheduler, ScriptThread caller) {
            this.scheduler = scheduler;
            this.caller = caller;
        }

        @Override
        public void returned(LuaArgs values) {
            results = values;
            scheduler.wake(caller);
        }

        @Override
        public void failed(LuaScriptError e) {
            error = e;
            scheduler.wake(caller);
        }

        boolean isOpen() {
            return results == null && error == null;
        }
    }

    private final Server server;

    Calls(Server server) {
        this.server = server;
    }

    /** Calls an export for a Lua script. */
    LuaArgs export(Resource caller, String owner, String name, LuaArgs args) {
        Resource target = server.resources.running(owner);
        if (target != null) {
            LuaFunctionRef function = target.exports.get(name);
            if (function != null) {
                return invoke(target, function, name, args, caller,
                        results -> server.into(caller, results));
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
        return invoke(target, function, name, new JavaArgs(args), null, results -> results)
                .toJava(1);
    }

    private static LuaScriptError noExport(String owner, String name) {
        return new LuaScriptError("No such export " + name + " in resource " + owner);
    }

    /**
     * Results in the owner's VM are handed to {@code into}, later where the callee waits;
     * {@code caller} is null for a managed script.
     */
    private LuaArgs invoke(Resource owner, LuaFunctionRef function, String name, LuaArgs args,
            Resource caller, UnaryOperator<LuaArgs> into) {
        int site = server.site(owner, SpanKind.EXPORT, name, function);
        ScriptThread thread = server.scheduler.newThread(owner, function, EntrySpan.of(site));
        LuaArgs results = server.scheduler.resume(thread, server.into(owner, args));
        return results != null ? into.apply(results) : await(thread, name, caller, into);
    }

    private LuaArgs await(ScriptThread callee, String name, Resource caller,
            UnaryOperator<LuaArgs> into) {
        if (caller == null || caller.running == null || !caller.vm.inCoroutine()) {
            throw new LuaScriptError(
                    name + " waits, so it can only be called inside a Lua thread");
        }
        Outcome outcome = new Outcome(server.scheduler, caller.running);
        server.scheduler.await(callee, outcome);
        return await(outcome, caller.vm, into);
    }

    private static LuaArgs await(Outcome outcome, LuaVm caller, UnaryOperator<LuaArgs> into) {
        if (outcome.isOpen()) {
            return caller.suspend(caller.args(false), resumed -> await(outcome, caller, into));
        }
        if (outcome.error != null) {
            throw outcome.error;
        }
        return into.apply(outcome.results);
    }

    private Object invokeManaged(Resource owner, String name, Resource.ManagedExport export,
            LuaArgs args) {
        int site = server.sites.intern(owner.name, ScriptRuntime.CSHARP, SpanKind.EXPORT, name, "",
                0);
        Object[] values = server.toJava(args);
        int token = server.recorder.begin(site);
        server.enter(owner);
        try {
            return export.call(values);
        } finally {
            server.leave();
            server.recorder.end(token);
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
            Resource caller = server.resources.running(args.vm().resource());
            return invoke(owner, function, "callback " + Scheduler.threadName(function), args,
                    caller, results -> args.vm().copy(results, this::reference));
        };
    }
}

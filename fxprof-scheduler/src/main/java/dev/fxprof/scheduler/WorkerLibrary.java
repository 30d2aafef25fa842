package dev.fxprof.scheduler;

import dev.fxprof.api.NativeNames;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaVm;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Async in a worker: what async.lua and worker.lua ask of the host. Used by the worker's thread. */
final class WorkerLibrary {
    /** Names of the server's Lua that are no natives. */
    private static final Set<String> SERVER_NAMES = Set.of("CreateThread", "CreateThreadNow",
            "SetTimeout", "ClearTimeout", "AddEventHandler", "RemoveEventHandler",
            "RegisterNetEvent", "RegisterServerEvent", "TriggerEvent", "TriggerClientEvent",
            "TriggerLatentClientEvent", "RegisterCommand", "AddStateBagChangeHandler",
            "RemoveStateBagChangeHandler", "PerformHttpRequest", "PerformHttpRequestAwait",
            "GetPlayers", "GetPlayerIdentifiers", "Player", "Entity");

    private final LuaVm vm;
    private final WorkerWorld world;
    private final SpanRecorder recorder;
    private final Map<String, Object> functions = new HashMap<>();
    private LuaFunctionRef guard;
    private LuaFunctionRef refuser;

    WorkerLibrary(LuaVm vm, WorkerWorld world, SpanRecorder recorder, boolean hasMain) {
        this.vm = vm;
        this.recorder = recorder;
        this.world = world;
        lua();
        tasks();
        channels();
        Scripts.run(vm, "worker.lua", vm.args(functions, hasMain));
        Scripts.async(vm, functions, true);
        vm.onMissingGlobal(this::missing);
    }

    private void define(String name, HostFunction function) {
        functions.put(name, function);
    }

    private WorkerTask task() {
        return world.task();
    }

    private LuaArgs ask(Request request) {
        return task().ask(vm, request);
    }

    LuaFunctionRef guard() {
        return guard;
    }

    private Object missing(String name) {
        if (!SERVER_NAMES.contains(name) && !isNative(name)) {
            return null;
        }
        return vm.call(refuser, vm.args(name)).function(1);
    }

    private static boolean isNative(String name) {
        return NativeNames.server().byName(name).isPresent();
    }

    private void lua() {
        define("guard", args -> {
            guard = args.function(1);
            return vm.args();
        });
        define("refuser", args -> {
            refuser = args.function(1);
            return vm.args();
        });
        define("began", args -> {
            task().began(recorder.currentSpan());
            return vm.args();
        });
        define("observed", args -> vm.args());
        define("now", args -> vm.args(world.peek() / 1e6));
    }

    private void tasks() {
        define("submit", args -> submit(args, 1, AsyncOptions.DEFAULT));
        define("submitWith", args -> submit(args, 2, AsyncOptions.of(args, 1)));
        define("sleep", args -> ask(new Request.Sleep(args.number(1))));
        define("await", this::await);
        define("main", args -> {
            int most = task().task().owner().mostBytes();
            return ask(new Request.Main(vm.pack(args.function(1), most),
                    vm.pack(args.from(2), "arg", most)));
        });
        define("cancel", args -> ask(new Request.Cancel(args.integer(1), args.string(2))));
        define("status", args -> ask(new Request.Status(args.integer(1))));
        define("progressOf", args -> vm.args());
        define("cancelled", args -> cancelled());
        define("progress", args -> {
            task().progress(vm.pack(args, "value", task().task().owner().mostBytes()));
            return vm.args();
        });
    }

    /** In virtual time the answer is that of the task's moment, not of the worker's. */
    private LuaArgs cancelled() {
        boolean isTold = task().isCancelled();
        return isTold || task().task().owner().isRealtime() || !vm.inHostCoroutine()
                ? vm.args(isTold)
                : ask(new Request.Cancelled());
    }

    private LuaArgs submit(LuaArgs args, int at, AsyncOptions options) {
        ScriptTask parent = task().task();
        return ask(new Request.Run(Submissions.of(vm, args, at, options,
                parent.owner().mostBytes(), parent.owner()::file)));
    }

    private LuaArgs await(LuaArgs args) {
        long[] ids = new long[args.count() - 1];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = args.integer(i + 2);
        }
        return task().ask(vm, new Request.Await(ids, args.number(1)), outcome -> {
            return outcome.count() == 0 ? vm.args(false) : outcome;
        });
    }

    private void channels() {
        define("channel", args -> {
            double capacity = args.number(1);
            return ask(new Request.NewChannel(capacity, args.string(2)));
        });
        define("send", args -> ask(new Request.Send(args.integer(1),
                vm.pack(args.from(2), "value", task().task().owner().mostBytes()))));
        define("receive", args -> ask(new Request.Receive(args.integer(1))));
        define("waitChannel", args -> ask(new Request.WaitChannel(args.integer(1), args.truthy(2),
                args.number(3))));
        define("closeChannel", args -> ask(new Request.Close(args.integer(1))));
    }
}

package dev.fxprof.simulator;

import dev.fxprof.api.NativeNames;
import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.LuaVm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Gives a VM the globals of a server script. */
final class LuaApi {
    private static final String PRELUDE = read("citizen.lua");
    private static final String PRELUDE_CHUNK = "@citizen:/scripting/lua/scheduler.lua";

    private final Server server;
    private final Resource resource;
    private final LuaVm vm;

    private LuaApi(Server server, Resource resource) {
        this.server = server;
        this.resource = resource;
        this.vm = resource.vm;
    }

    static void install(Server server, Resource resource) {
        LuaApi api = new LuaApi(server, resource);
        api.threads();
        api.events();
        api.exports();
        api.state();
        api.misc();
        resource.vm.define("source", "");
        ProfilerApi.install(server, resource);
        try {
            resource.vm.newCoroutine(resource.vm.load(PRELUDE_CHUNK, PRELUDE), null)
                    .resume(resource.vm.args());
        } catch (LuaSyntaxException e) {
            throw new IllegalStateException(e.file() + ":" + e.line() + ": " + e.getMessage(), e);
        }
        server.async.install(resource.vm);
        resource.vm.onMissingGlobal(name -> server.natives.byLuaName(resource, name));
    }

    private void function(String name, HostFunction function) {
        vm.define(name, function);
    }

    private void threads() {
        function("Citizen.CreateThread", args -> {
            server.scheduler.createThread(resource, args.function(1), false);
            return vm.args();
        });
        function("Citizen.CreateThreadNow", args -> {
            server.scheduler.createThread(resource, args.function(1), true);
            return vm.args();
        });
        function("Citizen.SetTimeout", args -> vm.args(
                server.scheduler.setTimeout(resource, args.integer(1), args.function(2))));
        function("Citizen.ClearTimeout", args -> {
            server.scheduler.clearTimeout(args.integer(1, 0));
            return vm.args();
        });
        function("Citizen.Waker", args -> {
            ScriptThread thread = resource.running;
            return thread == null || !vm.inCoroutine()
                    ? vm.args()
                    : vm.args((HostFunction) ignored -> {
                        server.scheduler.wake(thread);
                        return vm.args();
                    });
        });
    }

    private void events() {
        function("AddEventHandler", this::addHandler);
        function("RemoveEventHandler", args -> {
            if (!(args.toJava(1) instanceof Map<?, ?> handle
                    && handle.get("name") instanceof String name
                    && handle.get("key") instanceof Long key)) {
                throw new LuaScriptError(
                        "RemoveEventHandler expects what AddEventHandler returned");
            }
            server.events.remove(name, key);
            return vm.args();
        });
        function("RegisterNetEvent", args -> {
            resource.netEvents.add(args.string(1));
            return args.isNil(2) ? vm.args() : addHandler(args);
        });
        function("TriggerEvent", args -> {
            String name = args.string(1);
            inNative("TRIGGER_EVENT_INTERNAL", () -> server.events.trigger(name, args.from(2)));
            return vm.args(!server.events.wasCancelled());
        });
        HostFunction toClient = args -> {
            String name = args.string(1);
            long target = args.integer(2);
            // Packing the arguments is part of what the call costs.
            for (int i = 3; i <= args.count(); i++) {
                args.toJava(i);
            }
            inNative("TRIGGER_CLIENT_EVENT_INTERNAL",
                    () -> server.players.clientEvent(name, target));
            return vm.args();
        };
        function("TriggerClientEvent", toClient);
        function("TriggerLatentClientEvent", args -> {
            inNative("TRIGGER_LATENT_CLIENT_EVENT_INTERNAL",
                    () -> server.players.clientEvent(args.string(1), args.integer(2)));
            return vm.args();
        });
    }

    private LuaArgs addHandler(LuaArgs args) {
        String name = args.string(1);
        Map<String, Object> handle = new LinkedHashMap<>();
        handle.put("key", server.events.on(resource, name, args.function(2)));
        handle.put("name", name);
        return vm.args(handle);
    }

    private void exports() {
        function("Citizen.RegisterExport", args -> {
            resource.exports.put(args.string(1), args.function(2));
            return vm.args();
        });
        function("Citizen.InvokeExport",
                args -> server.calls.export(resource, args.string(1), args.string(2),
                        args.from(3)));

        function("Citizen.InvokeNative", args -> server.natives.invoke(resource,
                args.integer(1) & 0xFFFF_FFFFL, args.from(2)));
    }

    private void state() {
        function("Citizen.GetState", args -> {
            int token = server.natives.enter(resource, "GET_STATE_BAG_VALUE");
            try {
                return vm.args(server.stateBags.get(args.string(1), args.string(2)));
            } finally {
                server.recorder.end(token);
            }
        });
        function("Citizen.SetState", args -> {
            inNative("SET_STATE_BAG_VALUE", () -> server.stateBags.set(args.string(1),
                    args.string(2), args.toJava(3)));
            return vm.args();
        });
        function("AddStateBagChangeHandler", args -> vm.args(server.stateBags.listen(resource,
                args.string(1, ""), args.string(2, ""), args.function(3))));
        function("RemoveStateBagChangeHandler", args -> {
            server.stateBags.unlisten(args.integer(1));
            return vm.args();
        });
    }

    private void misc() {
        function("RegisterCommand", args -> {
            server.commands.register(resource, args.string(1), args.function(2));
            return vm.args();
        });
        function("Citizen.SqlFrom", args -> {
            server.sql.from(args.string(1, ""));
            return vm.args();
        });
        function("joaat", args -> vm.args((long) (int) NativeNames.hash(args.string(1))));
        function("Citizen.Trace", args -> {
            server.log.print(resource.name, args.string(1));
            return vm.args();
        });
        function("GetPlayerIdentifiers", args -> {
            int token = server.natives.enter(resource, "GET_NUM_PLAYER_IDENTIFIERS");
            try {
                World.Client client = server.world.client(args, 1);
                return vm.args(client == null ? List.of() : List.of(client.license()));
            } finally {
                server.recorder.end(token);
            }
        });
        function("GetPlayers", args -> {
            int token = server.natives.enter(resource, "GET_NUM_PLAYER_INDICES");
            try {
                List<String> ids = new ArrayList<>();
                server.world.clients().forEach(client -> ids.add(String.valueOf(client.id)));
                return vm.args(ids);
            } finally {
                server.recorder.end(token);
            }
        });
        SplittableRandom latency = new SplittableRandom(
                server.config.seed() ^ resource.name.hashCode());
        function("PerformHttpRequest", args -> {
            inNative("PERFORM_HTTP_REQUEST_INTERNAL", () -> {
                if (!args.isNil(2)) {
                    server.scheduler.defer(resource, args.function(2), httpNanos(latency), 200,
                            "{}", Map.of());
                }
            });
            return vm.args();
        });
    }

    private long httpNanos(SplittableRandom random) {
        Latency latency = server.config.latency();
        return 1_000_000
                * random.nextLong(latency.httpMinMillis(), latency.httpMaxMillis() + 1L);
    }

    private void inNative(String name, Runnable work) {
        int token = server.natives.enter(resource, name);
        try {
            work.run();
        } finally {
            server.recorder.end(token);
        }
    }

    private static String read(String name) {
        try (InputStream in = LuaApi.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Arguments checked for a function that takes a name. */
    static String name(LuaArgs args, String function, String what) {
        if (!args.type(1).equals("string") || args.string(1).isEmpty()) {
            throw new LuaScriptError(function + " expects " + what);
        }
        return args.string(1);
    }
}

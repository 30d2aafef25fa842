package dev.fxprof.simulator;

import dev.fxprof.api.Native;
import dev.fxprof.api.NativeNames;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.Vector3;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The server's natives by name and by hash. Each call is a span and takes real time; a native
 * without a model here returns the empty value of its type and is counted by name.
 */
final class Natives {
    /** Unknown hashes are in a script's hand: no more of them than this are kept by name. */
    private static final int MOST_NAMES = 4096;

    private final Server server;
    private final NativeNames names = NativeNames.server();
    private final Map<String, NativeHandler> handlers = new HashMap<>();
    private final Map<String, Long> unmodelled = new TreeMap<>();
    private final NativeCost cost;

    Natives(Server server) {
        this.server = server;
        this.cost = new NativeCost(server.config.nativeCost(), server.config.seed());
        PlayerNatives.register(server, handlers);
        EntityNatives.register(server, handlers);
        ResourceNatives.register(server, handlers);
        StorageNatives.register(server, handlers);
    }

    /** The function behind a Lua name such as GetPlayerPed, or null. */
    HostFunction byLuaName(Resource caller, String luaName) {
        return names.byName(luaName).map(n -> function(caller, n)).orElse(null);
    }

    /** Calls a native as Citizen.InvokeNative does. */
    LuaArgs invoke(Resource caller, long hash, LuaArgs args) {
        Optional<Native> known = names.byHash(hash);
        if (known.isEmpty()) {
            return caller.vm.args(call(caller, String.format("0x%08X", hash), 'v', args));
        }
        return caller.vm.args(call(caller, known.get().name(), known.get().result(), args));
    }

    private HostFunction function(Resource caller, Native n) {
        int site = site(caller, n.name());
        NativeHandler handler = handler(n.name(), n.result());
        return args -> {
            int token = server.recorder.begin(site);
            try {
                cost.consume();
                return caller.vm.args(handler.call(caller, spread(args)));
            } finally {
                server.recorder.end(token);
            }
        };
    }

    /** Calls a native by its declared name. */
    Object call(Resource caller, String name, LuaArgs args) {
        return call(caller, name, names.byName(name).map(Native::result).orElse('v'), args);
    }

    private Object call(Resource caller, String name, char result, LuaArgs args) {
        int token = enter(caller, name);
        try {
            return handler(name, result).call(caller, spread(args));
        } finally {
            server.recorder.end(token);
        }
    }

    /** Natives take the components of a vector one by one. */
    private LuaArgs spread(LuaArgs args) {
        for (int i = 1; i <= args.count(); i++) {
            if (args.type(i).equals("vector3")) {
                List<Object> values = new ArrayList<>();
                for (Object value : server.toJava(args)) {
                    if (value instanceof Vector3 v) {
                        values.addAll(List.of(v.x(), v.y(), v.z()));
                    } else {
                        values.add(value);
                    }
                }
                return new JavaArgs(values.toArray());
            }
        }
        return args;
    }

    /** Begins the span of a native and takes its time; the caller does its work and ends the span. */
    int enter(Resource caller, String name) {
        int token = server.recorder.begin(site(caller, name));
        cost.consume();
        return token;
    }

    private int site(Resource caller, String name) {
        Integer known = caller.siteCache.get(name);
        if (known == null) {
            known = server.sites.intern(caller.name, ScriptRuntime.NATIVE, SpanKind.NATIVE, name,
                    "", 0);
            if (caller.siteCache.size() < MOST_NAMES) {
                caller.siteCache.put(name, known);
            }
        }
        return known;
    }

    private NativeHandler handler(String name, char result) {
        NativeHandler handler = handlers.get(name);
        if (handler != null) {
            return handler;
        }
        return (caller, args) -> {
            if (unmodelled.size() < MOST_NAMES || unmodelled.containsKey(name)) {
                unmodelled.merge(name, 1L, Long::sum);
            }
            return empty(result);
        };
    }

    /** Calls of natives that this simulator does not model, by name. */
    Map<String, Long> unmodelled() {
        return unmodelled;
    }

    private static Object empty(char result) {
        return switch (result) {
            case 'i' -> 0L;
            case 'f' -> 0.0;
            case 'b' -> false;
            case 's' -> "";
            case '3' -> new Vector3(0, 0, 0);
            default -> null;
        };
    }

}

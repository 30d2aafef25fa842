package dev.fxprof.simulator;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanControl;
import dev.fxprof.api.SpanKind;
import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;
import java.util.HashMap;
import java.util.Map;

/** The Profiler table of a script. Wrong use is a Lua error and changes nothing. */
final class ProfilerApi {
    /** Names kept by the script's side; a resource has no more sites than that. */
    private static final int MOST_REGIONS = 4096;
    private static final String NAME = "a name: a string that is not empty";
    private static final Map<String, String> EXPORTS = Map.of("ExportSpeedscope", "speedscope",
            "ExportFlameGraph", "flamegraph", "ExportCSV", "csv", "ExportChrome", "chrome");
    private static final String ADDRESS = "an address such as wss://HOST:PORT/PATH";
    private static final String FILE = "the name of a file in the output folder";

    private final Server server;
    private final Resource resource;
    private final LuaVm vm;
    private final Map<String, Integer> regions = new HashMap<>();

    private ProfilerApi(Server server, Resource resource) {
        this.server = server;
        this.resource = resource;
        this.vm = resource.vm;
    }

    static void install(Server server, Resource resource) {
        ProfilerApi api = new ProfilerApi(server, resource);
        api.define("Enable", args -> api.done(server.control::enable));
        api.define("Disable", args -> api.done(server.control::disable));
        api.define("Begin", api::begin);
        api.define("End", api::end);
        api.define("EnableForResource", args -> api.done(() -> server.control
                .enableForResource(api.resource(args, "EnableForResource"))));
        api.define("DisableForResource", args -> api.done(() -> server.control
                .disableForResource(api.resource(args, "DisableForResource"))));
        api.define("SetFlushInterval", api::setFlushInterval);
        EXPORTS.forEach((name, format) -> api.define(name, args -> api.export(args, name, format)));
        api.define("SetWebSocketURL", api::setWebSocketUrl);
        api.define("EnableStreaming", api::enableStreaming);
    }

    private void define(String name, HostFunction function) {
        vm.define("Profiler." + name, function);
    }

    private LuaArgs done(Runnable change) {
        change.run();
        return vm.args();
    }

    private LuaArgs begin(LuaArgs args) {
        String name = LuaApi.name(args, "Profiler.Begin", NAME);
        server.recorder.beginRegion(site(name));
        return vm.args();
    }

    private LuaArgs end(LuaArgs args) {
        String name = LuaApi.name(args, "Profiler.End", NAME);
        int open = server.recorder.openRegion();
        if (open == 0) {
            throw new LuaScriptError("Profiler.End(\"" + name + "\"): no region is open");
        }
        if (open != site(name)) {
            throw new LuaScriptError("Profiler.End(\"" + name + "\"): the innermost open region is "
                    + "\"" + server.sites.site(open).name() + "\"");
        }
        server.recorder.endRegion();
        return vm.args();
    }

    private int site(String name) {
        Integer known = regions.get(name);
        if (known != null) {
            return known;
        }
        int site = server.sites.intern(resource.name, ScriptRuntime.LUA, SpanKind.REGION, name, "",
                0);
        if (regions.size() < MOST_REGIONS) {
            regions.put(name, site);
        }
        return site;
    }

    private String resource(LuaArgs args, String function) {
        String name = LuaApi.name(args, "Profiler." + function, "the name of a resource");
        if (server.resources.find(name) == null) {
            throw new LuaScriptError(
                    "Profiler." + function + "(\"" + name + "\"): there is no such resource");
        }
        return name;
    }

    private LuaArgs export(LuaArgs args, String function, String format) {
        String file = LuaApi.name(args, "Profiler." + function, FILE);
        try {
            server.control.exports().request(resource.name, format, file);
        } catch (IllegalArgumentException e) {
            throw new LuaScriptError(
                    "Profiler." + function + "(\"" + file + "\"): " + e.getMessage());
        }
        return vm.args();
    }

    private LuaArgs setWebSocketUrl(LuaArgs args) {
        String address = LuaApi.name(args, "Profiler.SetWebSocketURL", ADDRESS);
        try {
            server.control.stream().address(address);
        } catch (IllegalArgumentException e) {
            throw new LuaScriptError("Profiler.SetWebSocketURL(\"" + shown(address) + "\"): "
                    + e.getMessage());
        }
        return vm.args();
    }

    /** Errors of scripts stand in logs; a key in an address must not. */
    private static String shown(String address) {
        return address.replaceFirst("(?s)[?#].*", "?…").replaceFirst("//[^/]*@", "//…@");
    }

    private LuaArgs enableStreaming(LuaArgs args) {
        try {
            server.control.stream().enable();
        } catch (IllegalArgumentException e) {
            throw new LuaScriptError("Profiler.EnableStreaming(): " + e.getMessage());
        }
        return vm.args();
    }

    private LuaArgs setFlushInterval(LuaArgs args) {
        double millis = args.type(1).equals("number") ? args.number(1) : 0;
        if (millis != Math.rint(millis) || millis < SpanControl.MIN_FLUSH_MILLIS
                || millis > SpanControl.MAX_FLUSH_MILLIS) {
            throw new LuaScriptError("Profiler.SetFlushInterval expects whole milliseconds from "
                    + SpanControl.MIN_FLUSH_MILLIS + " to " + SpanControl.MAX_FLUSH_MILLIS);
        }
        return done(() -> server.control.setFlushIntervalMillis((int) millis));
    }
}

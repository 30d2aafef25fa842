package dev.fxprof.scheduler;

import dev.fxprof.api.SpanRecorder;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;
import java.util.HashMap;
import java.util.Map;

/** Async on the game thread: what async.lua asks of the host. */
final class GameLibrary {
    private final AsyncService service;
    private final AsyncHost host;
    private final AsyncResource resource;
    private final LocalHome home;
    private final LuaVm vm;
    private final Map<String, Object> functions = new HashMap<>();

    private GameLibrary(AsyncService service, AsyncHost host, AsyncResource resource,
            LocalHome home) {
        this.service = service;
        this.host = host;
        this.resource = resource;
        this.home = home;
        this.vm = home.vm();
    }

    static void install(AsyncService service, AsyncHost host, AsyncResource resource,
            LocalHome home) {
        GameLibrary library = new GameLibrary(service, host, resource, home);
        library.tasks();
        library.threads();
        library.channels();
        Scripts.async(home.vm(), library.functions, false);
    }

    private void define(String name, HostFunction function) {
        functions.put(name, function);
    }

    private void tasks() {
        define("onDelivery", args -> {
            home.onDelivery(args.function(1));
            return vm.args();
        });
        define("submit", args -> submit(args, 1, AsyncOptions.DEFAULT));
        define("submitWith", args -> submit(args, 2, AsyncOptions.of(args, 1)));
        define("cancel", args -> vm.args(service.cancel(args.integer(1), args.string(2))));
        define("status", args -> vm.args(service.status(args.integer(1))));
        define("adopt", args -> {
            service.adopt(args.integer(1), resource);
            return vm.args();
        });
        define("observed", args -> {
            service.observed(args.integer(1));
            return vm.args();
        });
        define("progressOf", args -> {
            LuaParcel progress = service.progress(args.integer(1));
            return progress == null ? vm.args() : vm.unpack(progress);
        });
    }

    private LuaArgs submit(LuaArgs args, int at, AsyncOptions options) {
        return vm.args(service.submit(resource, Submissions.of(vm, args, at, options,
                resource.mostBytes(), path -> host.file(resource.name(), path))));
    }

    private void threads() {
        define("now", args -> vm.args(host.nanos() / 1e6));
        define("park", args -> {
            Object thread = host.currentThread(resource.name());
            if (thread == null) {
                return vm.args(false);
            }
            long id = args.integer(1);
            return vm.args(id == 0 || service.park(id, thread));
        });
        define("resumed", args -> {
            service.resumed(args.integer(1));
            return vm.args();
        });
        define("start", args -> {
            LuaFunctionRef function = args.function(1);
            int site = resource.callbackSite(function);
            host.startThread(resource.name(), function, args.from(2),
                    new EntrySpan(site, host.recorder().currentSpan(), host.recorder().ticks(),
                            SpanRecorder.NO_SOURCE),
                    null);
            return vm.args();
        });
    }

    private void channels() {
        define("channel", args -> vm.args(
                service.newChannel(resource, args.number(1), args.string(2))));
        define("send", args -> vm.args(service.channel(args.integer(1))
                .send(vm.pack(args.from(2), "value", resource.mostBytes()))));
        define("receive", args -> {
            Channel channel = service.channel(args.integer(1));
            LuaParcel value = channel.receive();
            if (value == null) {
                return vm.args(channel.isClosed() ? "closed" : "empty");
            }
            return vm.join(vm.args("value"), vm.unpack(value));
        });
        define("waitChannel", args -> {
            Object thread = host.currentThread(resource.name());
            if (thread == null) {
                return vm.args(false);
            }
            service.channel(args.integer(1)).await(args.truthy(2), () -> host.wake(thread));
            return vm.args(true);
        });
        define("closeChannel", args -> {
            service.channel(args.integer(1)).close();
            return vm.args();
        });
    }

    /** The channel of a number that a script got. */
    static Channel required(Channel channel) {
        if (channel == null) {
            throw new LuaScriptError("the channel's resource has stopped");
        }
        return channel;
    }
}

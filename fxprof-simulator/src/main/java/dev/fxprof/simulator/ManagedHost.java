package dev.fxprof.simulator;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.simulator.managed.ManagedApi;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the server offers to one managed script. */
final class ManagedHost implements ManagedApi {
    private final Server server;
    private final Resource resource;
    private final String file;
    private final int tickSite;
    private final List<Runnable> ticks = new ArrayList<>();

    ManagedHost(Server server, Resource resource, String file) {
        this.server = server;
        this.resource = resource;
        this.file = file;
        this.tickSite = server.sites.intern(resource.name, ScriptRuntime.CSHARP, SpanKind.ENTRY,
                "tick (" + resource.name + ")", file, 0);
    }

    void tick() {
        if (ticks.isEmpty()) {
            return;
        }
        int token = server.recorder.begin(tickSite);
        server.enter(resource);
        try {
            ticks.forEach(Runnable::run);
        } catch (RuntimeException e) {
            server.log.error(resource.name, String.valueOf(e.getMessage()));
        } finally {
            server.leave();
            server.recorder.end(token);
        }
    }

    @Override
    public void onTick(Runnable tick) {
        ticks.add(tick);
    }

    @Override
    public void on(String event, Consumer<Object[]> handler) {
        server.events.onManaged(resource, event, file, handler);
    }

    @Override
    public void export(String name, Function function) {
        resource.managedExports.put(name, function::call);
    }

    @Override
    public Object call(String owner, String export, Object... args) {
        return server.calls.export(owner, export, args);
    }

    @Override
    public void trigger(String event, Object... args) {
        int token = server.natives.enter(resource, "TRIGGER_EVENT_INTERNAL");
        try {
            server.events.trigger(event, new JavaArgs(args));
        } finally {
            server.recorder.end(token);
        }
    }

    @Override
    public Object invokeNative(String name, Object... args) {
        return server.natives.call(resource, name, new JavaArgs(args));
    }

    @Override
    public List<String> players() {
        return server.world.clients().stream().map(client -> String.valueOf(client.id)).toList();
    }
}
